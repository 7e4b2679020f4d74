import { Match, Template } from 'aws-cdk-lib/assertions';
import { stringify } from 'yaml';
import { organizationOptions } from '../../infra/organization-options';
import { OrganizationStack } from '../../infra/organization-stack';
import { checkParameterValues } from '../../infra/parameter-values';
import { checkRules } from '../../sandbox/cloudformation/rules';
import { testApp } from '../support/app';
import { objectOf, SYNTHESIZED } from './fixtures/templates';
import { synthesis } from './fixtures/synthesis';

const OU = 'ou-ab12-12345678';

function optionsOf(context: Record<string, unknown>) {
  return organizationOptions((key) => ({ organizationalUnitIds: OU, ...context })[key]);
}

function organization(context: Record<string, unknown> = {}): Template {
  return Template.fromStack(
    new OrganizationStack(testApp(), 'InactiveIamUsersOrganization', { organization: optionsOf(context) }),
  );
}

describe('The organization’s stack, as it is synthesized from the context', () => {
  /** Ten units and twenty accounts: what a large organization would write. */
  const CONTEXT = {
    organization: 'true',
    organizationalUnitIds: Array.from({ length: 10 }, (_, index) => `ou-ab12-1234567${index}`).join(','),
    excludedAccounts: Array.from({ length: 20 }, (_, index) => String(111122223300 + index)),
    parameters: '{"MaxIdleDays":45,"ExemptUsers":"break-glass/*,root-backup","AutomaticRemediation":false}',
    regions: 'eu-west-1',
    callAs: 'DELEGATED_ADMIN',
  };
  let text: string;
  let written: Record<string, unknown>;
  beforeAll(() => {
    const { status, stderr, templates } = synthesis(CONTEXT);
    if (status !== 0) throw new Error(stderr);
    text = templates['InactiveIamUsersOrganization.template.json'] ?? '';
    written = { ...objectOf(text) };
  });

  it('stays below the 51,200 bytes of a template body, as the JSON that is written', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });

  it('stays below them as the YAML that cdk deploy makes of it and measures', () => {
    // As aws-cdk 2.1148 does: toolkit-lib/lib/util/yaml-cfn.ts, serialize.
    expect(Buffer.byteLength(stringify(written, { schema: 'yaml-1.1', lineWidth: 0 }))).toBeLessThan(51_200);
  });

  it('carries the very account template, and needs no bootstrap for it', () => {
    const body = objectOf(objectOf(objectOf(objectOf(written['Resources'])['Accounts'])['Properties'])['TemplateBody']);

    expect(body).toEqual(objectOf(SYNTHESIZED));
    expect(text).not.toMatch(/cdk-hnb659fds|BootstrapVersion|AssetParameters/);
  });

  it('holds what the context says', () => {
    const template = Template.fromJSON(written);

    template.hasResourceProperties('AWS::CloudFormation::StackSet', {
      CallAs: 'DELEGATED_ADMIN',
      Parameters: [
        { ParameterKey: 'MaxIdleDays', ParameterValue: '45' },
        { ParameterKey: 'ExemptUsers', ParameterValue: 'break-glass/*,root-backup' },
        { ParameterKey: 'AutomaticRemediation', ParameterValue: 'false' },
      ],
      StackInstancesGroup: [
        {
          DeploymentTargets: {
            OrganizationalUnitIds: CONTEXT.organizationalUnitIds.split(','),
            AccountFilterType: 'DIFFERENCE',
            Accounts: CONTEXT.excludedAccounts,
          },
          Regions: ['eu-west-1'],
        },
      ],
    });
  });

  it('is refused in one line where the context is wrong', () => {
    const { status, stderr } = synthesis({ organization: true });

    expect({ status, lines: stderr.trim().split('\n') }).toEqual({
      status: 1,
      lines: [expect.stringContaining('context organizationalUnitIds must be ids of organizational units')],
    });
  });
});

describe('The organization’s stack', () => {
  it('deploys to accounts that join, takes the stack from those that leave, and needs only what it says', () => {
    const template = organization();

    template.hasResourceProperties('AWS::CloudFormation::StackSet', {
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'SELF',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      ManagedExecution: { Active: true },
      Capabilities: ['CAPABILITY_IAM'],
      OperationPreferences: { FailureTolerancePercentage: 10, MaxConcurrentPercentage: 10 },
      StackInstancesGroup: [
        {
          DeploymentTargets: {
            OrganizationalUnitIds: [OU],
            AccountFilterType: Match.absent(),
            Accounts: Match.absent(),
          },
          Regions: [{ Ref: 'AWS::Region' }],
        },
      ],
    });
  });

  it('takes a tag key that is fixed at synth into the account template', () => {
    const stack = new OrganizationStack(testApp(), 'InactiveIamUsersOrganization', {
      exemptTagKey: 'Owner:Keep',
      organization: optionsOf({}),
    });

    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('aws:ResourceTag/Owner:Keep');
  });
});

describe('The account template’s parameters', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown name', { MaxIdelDays: 45 }, 'context parameters.MaxIdelDays must be one of MaxIdleDays, '],
    ['a number below the range', { MaxIdleDays: 0 }, 'context parameters.MaxIdleDays must be at least 1; got "0"'],
    [
      'a number above the range',
      { MaxIdleDays: 3651 },
      'context parameters.MaxIdleDays must be at most 3650; got "3651"',
    ],
    ['no number', { MaxIdleDays: '' }, 'context parameters.MaxIdleDays must be at least 1; got ""'],
    ['no allowed value', { EvaluationFrequency: 'Hourly' }, 'must be one of One_Hour,'],
    ['a pattern that does not match', { RuleName: 'my rule' }, 'context parameters.RuleName must be a match of'],
    ['too long', { RuleName: 'n'.repeat(65) }, 'context parameters.RuleName must be at most 64 characters'],
  ])('refuses a value: %s', (_what, parameters, message) => {
    expect(() => checkParameterValues(SYNTHESIZED, optionsOf({ parameters }).parameters)).toThrow(message);
  });

  it('are those of the stack’s own account template', () => {
    expect(() => organization({ parameters: { MaxIdelDays: 45 } })).toThrow(
      'context parameters.MaxIdelDays must be one',
    );
  });
});

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
      maxConcurrentPercentage: 100,
      parameters: { MaxIdleDays: 45, AutomaticRemediation: false },
    });
    const fromCommandLine = optionsOf({
      organizationalUnitIds: `${OU}, r-ab12`,
      excludedAccounts: '111122223333,444455556666',
      regions: 'us-gov-west-1',
      failureTolerancePercentage: '0',
      maxConcurrentPercentage: '100',
      parameters: '{"MaxIdleDays":"45","AutomaticRemediation":"false"}',
    });

    expect(fromCommandLine).toEqual(fromFile);
    expect(fromFile).toMatchObject({ callAs: 'SELF', region: 'us-gov-west-1', failureTolerancePercentage: 0 });
  });
});

describe('A region', () => {
  let rules: unknown;
  beforeAll(() => {
    rules = organization().toJSON()['Rules'];
  });
  const deployIn = (region: string) => () => checkRules(rules, (name) => (name === 'AWS::Region' ? region : name));

  it.each(['eu-south-2', 'ap-southeast-4', 'me-central-1'])(
    '%s, where IAM users are not recorded, is refused',
    (region) => {
      expect(deployIn(region)).toThrow(
        /does not record IAM users in this region\. Deploy once per account, in one that does/,
      );
    },
  );

  it.each(['us-east-1', 'eu-west-1', 'cn-north-1', 'us-gov-west-1'])('%s is taken', (region) => {
    expect(deployIn(region)).not.toThrow();
  });

  it('is that of the organization’s stack, which is refused with it; another one is checked at synth', () => {
    expect(rules).toHaveProperty('HomeRegion');
    expect(organization({ regions: 'eu-west-1' }).toJSON()).not.toHaveProperty('Rules');
  });
});
