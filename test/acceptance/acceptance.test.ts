import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { AwsError, type LocalAwsOptions, SAMPLE_ACCOUNT } from '../../sandbox/index';
import { isRecord } from '../../rule/decision/json';
import { alterAnswers } from '../support/alter-answers';
import { HOUR, inactiveUser } from '../support/deployed-account';
import { AcceptanceAccount, saying } from './local/acceptance-account';
import type { FactAnswers } from './facts/facts';
import { factsOf } from './markdown';
import { BY_DEFAULT, THE_OTHER_WAY } from './local/settings';

let account: AcceptanceAccount;

describe('begin, and finish a day later', () => {
  afterEach(() => account.close());

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
      facts: BY_DEFAULT.facts,
    },
    {
      what: 'the other way',
      options: THE_OTHER_WAY.options,
      hub: false,
      says: ['the button Remediate did', '✓ Security Hub is not on in this account'],
      facts: THE_OTHER_WAY.facts,
    },
  ])('pass, find that AWS behaves $what, and leave nothing', async ({ options, hub, says, facts }) => {
    account = await AcceptanceAccount.create([], {
      account: { ...SAMPLE_ACCOUNT, accountId: '444455556666' },
      ...options,
    });
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'GetFindings' && !hub) throw new AwsError('InvalidAccessException', 'not subscribed', 401);
    });
    account.failOnce('StartAutomationExecution');
    expect(await account.run('begin')).toBe(3);
    expect(account.output).toMatch(/^begin and finish together cost about \$0\.\d\d /);
    // It goes on with the step that failed.
    expect(await account.run('begin')).toBe(0);
    expect(account.output).not.toContain('users are below');
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

describe('After begin', () => {
  let status: number;
  beforeAll(async () => {
    account = await AcceptanceAccount.create();
    alterAnswers(account.aws.endpoint, 'GetAutomationExecution', (answer) => {
      const run = 'AutomationExecution' in answer ? answer.AutomationExecution : undefined;
      return isRecord(run) && run['AutomationExecutionStatus'] === 'Success'
        ? { AutomationExecution: { ...run, AutomationExecutionStatus: 'Failed', FailureMessage: 'it rained' } }
        : answer;
    });
    status = await account.run('begin');
  });
  afterAll(() => account.close());

  it('a check that has failed is shown, and the exit status is 1', () => {
    expect(status).toBe(1);
    expect(account.output).toContain(
      '✗ A run of the runbook for the compliant user idle ends in Success\n    it is Failed: it rained',
    );
    expect(account.output).toContain('1 of 8 checks failed');
  });

  it.each([
    { what: 'begin again', command: 'begin', options: [], says: 'begin has been completed: run finish a day later' },
    { what: 'finish too early', command: 'finish', options: [], says: 'run finish after 2026-11-25T09:00:00Z' },
    {
      what: 'another region',
      command: 'finish',
      options: ['--region', 'eu-west-1'],
      says: 'begin was run in us-east-1, not in eu-west-1',
    },
  ])('$what is refused', async ({ command, options, says }) => {
    expect(await account.refusalOf(command, ...options)).toEqual(saying(says));
  });

  it("results that are not the command's, or are gone, are refused", async () => {
    const file = account.resultsFile();
    const results = readFileSync(file, 'utf8');
    writeFileSync(file, '{"version":"1.2.3"}');
    expect(await account.refusalOf('finish')).toEqual(saying('does not hold results of the acceptance run: delete it'));
    rmSync(file);
    expect(await account.refusalOf('begin')).toEqual(
      saying('the stack inactive-iam-users-acceptance is there already'),
    );
    writeFileSync(file, results);
  });

  it('finish does not raise the cap if somebody has got a password meanwhile', async () => {
    await account.pass(26 * HOUR);
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'UpdateLoginProfile' && !account.aws.iam.find('dave')) account.aws.iam.seed(inactiveUser());
    });

    expect(await account.run('finish')).toBe(2);
    expect(account.errors).toContain('refused: the account has console users: dave.');
    expect(account.errors).toContain('run clean at once, or they can lose theirs');
    expect(account.aws.iam.find('dave')?.loginProfile).toBeDefined();

    await account.aws.endpoint.call(account.aws.operator, 'iam', 'DeleteLoginProfile', { UserName: 'dave' });
  });

  it('clean waits for runs in progress; then begin starts anew, and finish does not', async () => {
    account.failOnce('DescribeRemediationExecutionStatus', 'UpdateStack');
    expect(await account.run('finish')).toBe(3);
    expect(account.errors).toContain('the step "raised cap"');
    expect(await account.run('clean')).toBe(0);
    expect(account.errors).toContain('is DELETE_FAILED: runs may be in progress');
    expect(account.present()).toEqual(['user /dave']);

    expect(await account.refusalOf('finish')).toEqual(saying('what begin made was removed on .*: run begin again'));
    account.failOnce('CreateUser');
    expect(await account.run('begin')).toBe(3);
    expect(account.errors).toContain('the step "users" could not be completed; start the same command again');
    expect(account.results().steps).toEqual([]);
  });
});
