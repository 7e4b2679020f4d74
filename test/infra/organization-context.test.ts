import { organizationOptions } from '../../infra/organization/organization-options';
import { checkStackParameterValues } from '../../infra/control/stack-parameters';

const OU = 'ou-ab12-12345678';
const BASELINE =
  'arn:aws:cloudformation:eu-west-1:111122223333:stackset/config-on:0a1b2c3d-0000-4000-8000-0123456789ab';

function optionsOf(context: Record<string, unknown>) {
  return organizationOptions((key: string) => ({ organizationalUnitIds: OU, ...context })[key]);
}

describe('The context of an organization', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no units', { organizationalUnitIds: undefined }, 'context organizationalUnitIds must be ids'],
    ['an empty list of units', { organizationalUnitIds: [] }, 'at least one; got []'],
    ['a unit’s name', { organizationalUnitIds: `${OU},Sandbox` }, `got "${OU},Sandbox"`],
    ['units that are no list', { organizationalUnitIds: { id: OU } }, 'context organizationalUnitIds must be ids'],
    [
      'an account’s name',
      { excludedAccounts: ['audit'] },
      'context excludedAccounts must be account ids of 12 digits; got ["audit"]',
    ],
    ['an account as a number', { excludedAccounts: [111122223333] }, 'context excludedAccounts must be'],
    ['two regions', { regions: ['us-east-1', 'eu-west-1'] }, 'context regions must be one region'],
    ['a region without IAM users', { regions: 'eu-central-2' }, 'got "eu-central-2"'],
    ['no region', { regions: 'Frankfurt' }, 'got "Frankfurt"'],
    ['an unknown caller', { callAs: 'ADMIN' }, 'context callAs must be SELF or DELEGATED_ADMIN; got "ADMIN"'],
    ['the name of a StackSet', { dependsOn: 'config-on' }, 'context dependsOn must be ARNs of StackSets'],
    [
      'a StackSet without its id',
      { dependsOn: [BASELINE.slice(0, -37)] },
      'context dependsOn must be ARNs of StackSets',
    ],
    [
      'too much tolerance',
      { failureTolerancePercentage: 101 },
      'failureTolerancePercentage must be a whole number from 0 to 100; got 101',
    ],
    [
      'no concurrency',
      { maxConcurrentPercentage: '0' },
      'maxConcurrentPercentage must be a whole number from 1 to 100; got "0"',
    ],
    [
      'parameters that are no object',
      { parameters: 'MaxIdleDays=45' },
      'context parameters must be an object, e.g. {"MaxIdleDays":45}',
    ],
    [
      'a parameter that is a list',
      { parameters: { ExemptUsers: ['a'] } },
      'context parameters.ExemptUsers must be a string, a number',
    ],
  ])('is refused by name: %s', (_what, context, message) => {
    expect(() => optionsOf(context)).toThrow(message);
  });

  it('is read from cdk.json’s lists, numbers and objects as from the command line’s text', () => {
    const fromFile = optionsOf({
      organizationalUnitIds: [OU, 'r-ab12'],
      excludedAccounts: ['111122223333', '444455556666'],
      regions: ['us-gov-west-1'],
      failureTolerancePercentage: 0,
      dependsOn: [BASELINE],
      maxConcurrentPercentage: 100,
      parameters: { MaxIdleDays: 45, AutomaticRemediation: false },
    });
    const fromCommandLine = optionsOf({
      organizationalUnitIds: `${OU}, r-ab12`,
      excludedAccounts: '111122223333,444455556666',
      regions: 'us-gov-west-1',
      failureTolerancePercentage: '0',
      dependsOn: BASELINE,
      maxConcurrentPercentage: '100',
      parameters: '{"MaxIdleDays":"45","AutomaticRemediation":"false"}',
    });

    expect(fromCommandLine).toEqual(fromFile);
    expect(fromFile).toMatchObject({ callAs: 'SELF', region: 'us-gov-west-1', failureTolerancePercentage: 0 });
  });
});

describe('The account template’s parameters', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown name', { MaxIdelDays: 45 }, 'context parameters.MaxIdelDays must be one of MaxIdleDays, '],
    [
      'a number below the range',
      { MaxIdleDays: 0 },
      'context parameters.MaxIdleDays must be a whole number from 1 to 3650; got "0"',
    ],
    ['a number above the range', { MaxIdleDays: 3651 }, '; got "3651"'],
    ['a fraction', { MaxIdleDays: 45.5 }, '; got "45.5"'],
    ['a leading zero', { MaxIdleDays: '090' }, '; got "090"'],
    ['no number', { MaxIdleDays: '' }, 'context parameters.MaxIdleDays must be'],
    ['a stage that is no day', { WarnDays: 5000 }, 'context parameters.WarnDays must be'],
    ['a cap above the quota of IAM', { MaxRemovals: 5001 }, 'context parameters.MaxRemovals must be'],
    ['a list with an empty entry', { ExemptUsers: 'root-backup,' }, 'context parameters.ExemptUsers must be'],
    ['a list with a space', { ExemptUsers: 'john doe' }, '; got "john doe"'],
    ['a list that is too long', { ExemptUsers: 'x'.repeat(900) }, 'must be at most 873 characters'],
    [
      'a number below its least',
      { MaximumAutomaticAttempts: 0 },
      'MaximumAutomaticAttempts must be a whole number from 1 to 25; got "0"',
    ],
    ['a number above its most', { MaximumAutomaticAttempts: 26 }, 'MaximumAutomaticAttempts must be'],
    ['text for a number', { RetryAttemptSeconds: '' }, 'context parameters.RetryAttemptSeconds must be'],
    ['no allowed value', { EvaluationFrequency: 'Hourly' }, 'must be one of One_Hour,'],
    ['a fraction of an attempt', { MaximumAutomaticAttempts: 4.5 }, 'MaximumAutomaticAttempts must be'],
    ['a pattern that does not match', { RuleName: 'my rule' }, 'context parameters.RuleName must be'],
    ['too long', { RuleName: 'n'.repeat(65) }, 'context parameters.RuleName must be at most 64 letters'],
  ])('refuses a value: %s', (_what, parameters, message) => {
    expect(() => checkStackParameterValues(optionsOf({ parameters }).parameters)).toThrow(message);
  });

  it.each([
    {},
    { ExemptUsers: '' },
    { MaxIdleDays: 45, WarnDays: '14,3', MaxRemovals: 0 },
    { AutomaticRemediation: false },
  ])('takes %j', (parameters) => {
    expect(() => checkStackParameterValues(optionsOf({ parameters }).parameters)).not.toThrow();
  });
});
