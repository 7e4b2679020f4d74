import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { AwsError, type LocalAwsOptions, SAMPLE_ACCOUNT } from '../../sandbox/index';
import { runbookName } from '../../remediation/runbook-name';
import { isRecord } from '../../rule/decision/json';
import { alterAnswers } from '../support/alter-answers';
import { anotherRule, remediationBy } from '../support/another-rule';
import { HOUR, inactiveUser } from '../support/deployed-account';
import { NAME, USER_PATH } from './context';
import { AcceptanceAccount } from './local/acceptance-account';
import type { FactAnswers } from './facts/facts';
import { factsOf } from './markdown';
import { BY_DEFAULT, THE_OTHER_WAY } from './local/settings';

let account: AcceptanceAccount;

/** An error of AWS that comes once, perhaps not before another operation has been called. */
function failOnce(operation: string, after?: string): void {
  let fails = after === undefined;
  account.aws.endpoint.interceptors.push((call) => {
    if (call.operation === after) fails = true;
    if (!fails || call.operation !== operation || call.caller !== account.aws.operator.arn) return;
    fails = false;
    throw new AwsError('InternalFailure', 'try again', 500);
  });
}

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
    failOnce('StartAutomationExecution');
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

/** The command, its exit status, and the only line that it has written to standard error. */
async function refusalOf(command: string, ...options: readonly string[]): Promise<unknown> {
  const status = await account.run(command, ...options);
  return { status, errors: account.errors };
}

function saying(text: string): object {
  return { status: 2, errors: expect.stringMatching(new RegExp(`^[^\\n]*${text}[^\\n]*\\n$`)) };
}

describe('In an account where begin has not been run', () => {
  afterEach(() => account.close());

  it.each<{
    what: string;
    users?: Parameters<typeof inactiveUser>[0][];
    prepare?: () => void;
    args?: readonly string[];
    says: string;
  }>([
    {
      what: 'another console user',
      users: [{ userName: 'dave' }, { userName: 'erin', loginProfile: undefined }],
      says: 'the account has console users: dave. .* use an empty test account',
    },
    {
      what: 'more console users than it names',
      users: ['a', 'b', 'c', 'd', 'e', 'f'].map((userName) => ({ userName })),
      says: 'console users: a, b, c, d, e and more',
    },
    {
      what: 'a user whose name it needs',
      users: [{ userName: 'Idle', path: '/x/', loginProfile: undefined }],
      says: 'has a user /x/Idle already, whose name the run needs',
    },
    {
      what: 'a console user whom it has not made, below its path',
      users: [{ userName: 'zoe', path: '/inactive-iam-users-acceptance/' }],
      says: 'the account has console users: zoe',
    },
    {
      what: 'a user of an earlier run',
      users: [{ userName: 'idle', path: '/inactive-iam-users-acceptance/' }],
      says: 'the user idle is below /inactive-iam-users-acceptance/ already, and .* restore that file, or run clean',
    },
    {
      what: 'the credentials of another account',
      args: ['--account', '222233334444'],
      says: 'the account is 222233334444, but the credentials are of 111122223333',
    },
    {
      what: "Config's recorder without IAM users",
      prepare: () => void (account.aws.config.inventory.records = false),
      says: 'the account is not ready',
    },
    {
      what: 'no template',
      prepare: () => rmSync(account.fileOf('inactive-iam-users.template.json')),
      says: 'there is no .*inactive-iam-users.template.json: run npm run template',
    },
    {
      what: 'another template',
      prepare: () => writeFileSync(account.fileOf('inactive-iam-users.template.json'), '{}'),
      says: 'the template is not one of this product',
    },
  ])('begin refuses $what, and makes nothing', async ({ users = [], prepare, args = [], says }) => {
    account = await AcceptanceAccount.create(users.map(inactiveUser));
    prepare?.();
    const before = account.present();

    expect(await refusalOf('begin', ...args)).toEqual(saying(says));
    expect(account.present()).toEqual(before);
  });
});

describe('Without an account to ask', () => {
  beforeAll(async () => {
    account = await AcceptanceAccount.create();
  });
  afterAll(() => account.close());

  it.each([
    { what: 'an unknown command', args: ['start'], says: "unknown command 'start'" },
    { what: 'no account, without a terminal', args: ['begin'], says: 'no terminal to ask .* on: give --account' },
    { what: 'a short account id', args: ['begin', '--account', '123'], says: 'It must be an account id of 12 digits' },
    {
      what: 'a profile that does not exist',
      args: ['clean', '--account', '111122223333', '--profile', 'nope'],
      says: '--profile nope: there is no such profile',
    },
    {
      what: 'an empty profile',
      args: ['clean', '--account', '111122223333', '--profile', ''],
      says: '--profile is empty',
    },
    {
      what: 'a region that is none',
      args: ['clean', '--account', '111122223333', '--region', 'x'],
      says: 'a region such as',
    },
    {
      what: 'an unknown option',
      args: ['clean', '--account', '111122223333', '--yes'],
      says: "unknown option '--yes'",
    },
    {
      what: 'finish before begin',
      args: ['finish', '--account', '111122223333'],
      says: 'begin has not been run in this account',
    },
  ])('$what gets one line', async ({ args, says }) => {
    expect(await account.start(...args)).toBe(2);
    expect(account.errors).toMatch(new RegExp(`^[^\\n]*${says}[^\\n]*\\n$`));
  });

  it('asks for the account, and goes on only if it is that of the credentials', async () => {
    const asked = 'the credentials are of 111122223333 \\(.*\\)\\. Type the id of the test account to go on: ';
    account.typed = '222233334444';
    expect(await account.start('clean')).toBe(2);
    expect(account.errors).toMatch(new RegExp(`^${asked}refused: the account is 222233334444, but .*\\n$`));

    account.typed = ' 111122223333 ';
    expect(await account.start('clean')).toBe(0);
    expect(account.errors).toMatch(new RegExp(`^${asked}$`));
  });

  it('shows its help', async () => {
    expect(await account.start('begin', '--help')).toBe(0);
    expect(account.output).toContain('Exit status:');
    expect(await account.start()).toBe(2);
    expect(account.errors).toMatch(/^Usage: npm run acceptance -- /);
  });

  it('clean deletes no user whom the run has not made', async () => {
    const path = '/inactive-iam-users-acceptance/';
    const [zoe, idle] = [inactiveUser({ userName: 'zoe', path }), inactiveUser({ userName: 'idle', path })];
    for (const user of [zoe, idle]) account.aws.iam.seed(user);
    expect(await account.run('clean')).toBe(0);
    expect(account.aws.iam.find('zoe')?.loginProfile).toBeDefined();
    expect(account.aws.iam.find('idle')).toBeUndefined();
  });

  it('clean finds nothing to remove, however often', async () => {
    for (let time = 1; time <= 2; time += 1) {
      expect(await account.run('clean')).toBe(0);
      expect(account.output).toContain('There is no stack inactive-iam-users-acceptance\n');
    }
  });
});

describe('clean removes nothing', () => {
  beforeEach(async () => {
    account = await AcceptanceAccount.create();
    account.aws.iam.seed(inactiveUser({ userName: 'idle', path: USER_PATH }));
  });
  afterEach(() => account.close());

  it('if the run was begun in another region, where it would go on to remove passwords', async () => {
    const { config } = account.aws.elsewhere('eu-west-1');
    config.putRule(anotherRule(NAME));
    config.putRemediation(remediationBy(runbookName(NAME, '01234567'), NAME));

    expect(await refusalOf('clean')).toEqual(saying(`the stack ${NAME} is in eu-west-1, .*: give --region eu-west-1`));
    expect(account.present()).toEqual(['user /inactive-iam-users-acceptance/idle']);
  });

  it('of a stack that has its name, but that it has not made', async () => {
    await account.aws.deploy({ Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } }, {}, NAME);

    expect(await refusalOf('clean')).toEqual(saying(`the stack ${NAME} has no tag ${NAME}`));
    expect(account.present()).toHaveLength(2);
  });
});

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
    expect(await refusalOf(command, ...options)).toEqual(saying(says));
  });

  it("results that are not the command's, or are gone, are refused", async () => {
    const file = account.resultsFile();
    const results = readFileSync(file, 'utf8');
    writeFileSync(file, '{"version":"1.2.3"}');
    expect(await refusalOf('finish')).toEqual(saying('does not hold results of the acceptance run: delete it'));
    rmSync(file);
    expect(await refusalOf('begin')).toEqual(saying('the stack inactive-iam-users-acceptance is there already'));
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
    failOnce('DescribeRemediationExecutionStatus', 'UpdateStack');
    expect(await account.run('finish')).toBe(3);
    expect(account.errors).toContain('the step "raised cap"');
    expect(await account.run('clean')).toBe(0);
    expect(account.errors).toContain('is DELETE_FAILED: runs may be in progress');
    expect(account.present()).toEqual(['user /dave']);

    expect(await refusalOf('finish')).toEqual(saying('what begin made was removed on .*: run begin again'));
    failOnce('CreateUser');
    expect(await account.run('begin')).toBe(3);
    expect(account.errors).toContain('the step "users" could not be completed; start the same command again');
    expect(account.results().steps).toEqual([]);
  });
});
