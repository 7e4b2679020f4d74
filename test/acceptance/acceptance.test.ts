import { readFileSync } from 'node:fs';
import { AwsError, type LocalAwsOptions, SAMPLE_ACCOUNT } from '../../sandbox/index';
import { HOUR } from '../support/durations';
import { AcceptanceAccount } from './acceptance-account';
import type { FactAnswers } from './facts/facts';
import { factsOf } from './markdown';

let account: AcceptanceAccount;
afterEach(() => account.close());

/** An error of AWS that comes once. */
function failOnce(operation: string): void {
  let failed = false;
  account.aws.endpoint.interceptors.push((call) => {
    if (failed || call.operation !== operation || call.caller !== account.aws.operator.arn) return;
    failed = true;
    throw new AwsError('InternalFailure', 'try again', 500);
  });
}

describe('begin, and finish a day later', () => {
  it.each<{
    what: string;
    options: Partial<LocalAwsOptions>;
    hub: boolean;
    says: readonly string[];
    facts: Readonly<Record<string, string>>;
  }>([
    {
      what: 'one way',
      options: {},
      hub: true,
      says: ['✓ Raising MaxRemovals started the held runs', '✓ Security Hub has a finding for each user'],
      facts: {},
    },
    {
      what: 'the other way',
      options: { config: { repeatedNonCompliant: 'ignored', repeatedPut: 'ignored' } },
      hub: false,
      says: ['the button Remediate did', '✓ Security Hub is not on in this account'],
      facts: {},
    },
  ])('pass, find that AWS behaves $what, and leave nothing', async ({ options, hub, says, facts }) => {
    account = await AcceptanceAccount.create([], {
      account: { ...SAMPLE_ACCOUNT, accountId: '444455556666' },
      ...options,
    });
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'GetFindings' && !hub) throw new AwsError('InvalidAccessException', 'not subscribed', 401);
    });
    expect(await account.run('begin')).toBe(0);
    expect(account.output).toMatch(/^begin and finish together cost about \$0\.\d\d /);
    await account.pass(26 * HOUR);
    expect(await account.run('finish')).toBe(0);

    for (const line of says) expect(account.output).toContain(line);
    expect(account.output).toContain(`The results are in ${account.resultsFile('md')}`);
    expect(account.failedChecks()).toEqual([]);
    expect(answersOf(factsOf(account.results().steps))).toEqual(facts);
    expect(account.present()).toEqual([]);
    const report = readFileSync(account.resultsFile('md'), 'utf8');
    expect(report).toContain('# Acceptance run of inactive-iam-users 1.2.3');
    expect(report).not.toContain('444455556666');
  });
});

function answersOf(facts: FactAnswers): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, { answer }]) => [name, answer]));
}

describe('An interrupted run', () => {
  it('goes on with the step that failed, and clean waits for the runs in progress', async () => {
    account = await AcceptanceAccount.create();
    failOnce('StartAutomationExecution');
    expect(await account.run('begin')).toBe(3);
    expect(account.errors).toContain(
      'the step "run of a compliant user" could not be completed; start the same command',
    );
    expect(await account.run('begin')).toBe(0);
    expect(account.output).not.toContain('users are below');

    await account.pass(26 * HOUR);
    failOnce('DescribeRemediationExecutionStatus');
    expect(await account.run('finish')).toBe(3);
    expect(account.errors).toContain('the step "raised cap"');
    expect(await account.run('clean')).toBe(0);
    expect(account.errors).toContain('is DELETE_FAILED: runs may be in progress');
    expect(account.present()).toEqual([]);
  });
});
