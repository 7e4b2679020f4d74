import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AwsError, type LocalOrganization } from '../../sandbox/index';
import { activeUser, DAY, DeployedAccount, inactiveUser, RULE, synthesizedTemplate } from '../support/deployed-account';
import { anotherRule, remediationBy } from '../support/another-rule';
import { AUDIT_ROLE, auditedOrganization, deployAggregator, LABS, MANAGEMENT, PAYMENTS } from './audited-organization';
import { CompiledCommand, environmentOf } from './compiled-command';
import { reportCsv, reportOf, reportRow } from './report-csv';

const SOURCES = join(__dirname, '..', '..', 'bin', 'inactive-iam-users.cjs');
let command: CompiledCommand;
beforeAll(() => (command = new CompiledCommand()));
afterAll(() => command.close());
const run: CompiledCommand['run'] = (...given) => command.run(...given);

/** The SDK takes an answer of another time than its machine's for a skewed clock, and asks again. */
const now = Date.now();

describe('The audit of a live account', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  async function accountOf(users: Parameters<typeof DeployedAccount.create>[0]): Promise<Record<string, string>> {
    account = await DeployedAccount.create(users, { now });
    account.aws.iam.makeReport();
    return environmentOf(account.aws);
  }

  const signedIn = () => activeUser({ passwordLastUsed: now - DAY });

  it('reads 5,000 users in a handful of read-only calls, and exits with 1 if one of them is inactive', async () => {
    const users = Array.from({ length: 4990 }, (_, index) =>
      inactiveUser({ userName: `user-${index}`, loginProfile: undefined }),
    );
    const environment = await accountOf([...users, inactiveUser(), signedIn()]);

    const { status, stdout, stderr } = await run(['audit', '--format', 'json'], { environment });

    expect([status, stderr]).toEqual([1, '']);
    const answer: unknown = JSON.parse(stdout);
    expect(JSON.stringify(answer)).toContain('"dave"');
    const calls = account.aws.endpoint.calls.map(({ operation }) => operation);
    // Pages of users, the report, the caller, three reads of one user, the rule with its remediation.
    expect(calls.length).toBeLessThanOrEqual(5 + 2 + 1 + 3 + 4);
    expect(calls.every((operation) => /^(List|Get|Generate|Describe)/.test(operation))).toBe(true);
  }, 30_000);

  it('exits with 0 if nobody is inactive', async () => {
    const environment = await accountOf([signedIn()]);

    expect((await run(['audit'], { environment })).status).toBe(0);
  });

  it('outlasts throttling, and says so once', async () => {
    const environment = await accountOf([inactiveUser()]);
    let throttled = 0;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== 'GetLoginProfile' || throttled === 2) return;
      throttled += 1;
      throw new AwsError('Throttling', 'Rate exceeded');
    });

    const { status, stderr } = await run(['audit'], { environment });

    expect([status, stderr]).toEqual([1, 'AWS throttles iam:GetLoginProfile in the account; retrying\n']);
  });

  it('exits with 3 and names the missing permission, in AWS’s words, in one line', async () => {
    const environment = await accountOf([inactiveUser()]);
    account.aws.endpoint.interceptors.push(({ operation, caller }) => {
      if (operation !== 'ListAccessKeys') return;
      throw new AwsError('AccessDenied', `User: ${caller} is not authorized to perform: iam:ListAccessKeys`, 403);
    });

    const { status, stdout, stderr } = await run(['audit'], { environment });

    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(
      /^the account could not be read: user dave \(AIDA\w+\) could not be read: AccessDenied: .*iam:ListAccessKeys\n$/,
    );
  });

  it.each([
    ['no credentials', [], /^the account could not be read: there are no AWS credentials: give --profile NAME/],
    ['a profile that does not exist', ['--profile', 'nope'], /^error: --profile nope: there is no such profile/],
    [
      'an SSO session that has ended',
      ['--profile', 'sso'],
      /the profile sso has no valid credentials: .*; try aws sso login --profile sso\n$/,
    ],
  ])('says what to do about %s', async (_name, args, message) => {
    const { AWS_ACCESS_KEY_ID: _key, ...environment } = await accountOf([]);
    const profiles =
      '[profile sso]\nsso_session = x\nsso_account_id = 111122223333\nsso_role_name = x\n' +
      '[sso-session x]\nsso_region = us-east-1\nsso_start_url = https://x.awsapps.com/start\n';
    const AWS_CONFIG_FILE = join(command.folder, command.file('profiles', profiles));

    const { status, stdout, stderr } = await run(['audit', ...args], {
      environment: { ...environment, HOME: command.folder, AWS_CONFIG_FILE },
    });

    expect([status, stdout]).toEqual([args.includes('nope') ? 2 : 3, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('prints the checks of a command as text or JSON, and exits with 1 if one fails', async () => {
    const environment = await accountOf([signedIn()]);

    const preflight = await run(['preflight', '--format', 'json'], { environment });
    const verify = await run(['verify'], { environment });

    expect([preflight.status, JSON.parse(preflight.stdout)]).toMatchObject([0, { version: 1, ok: true }]);
    // The rule has never run here.
    expect([verify.status, verify.stdout.includes('✗')]).toEqual([1, true]);
  });

  it.each(['preflight', 'verify'])('finds a deployment in another region with %s', async (checks) => {
    const environment = await accountOf([signedIn()]);
    const { config } = account.aws.elsewhere('eu-west-1');
    config.putRule(anotherRule());
    config.putRemediation(remediationBy('DeleteLoginProfile-inactive-iam-users'));

    const { status, stdout, stderr } = await run([checks], { environment });

    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('eu-west-1: rule inactive-iam-users, runbook');
  });
});

describe('The audit of many accounts', () => {
  let local: LocalOrganization;
  beforeEach(async () => (local = await auditedOrganization()));
  afterEach(() => local.close());
  const organization = ['audit', '--organization', '--role-name', AUDIT_ROLE];

  it('prints those that it can read, counts them on stderr, and exits with 3 for the other', async () => {
    const { status, stdout, stderr } = await run(organization, { environment: environmentOf(local.management) });

    expect(status).toBe(3);
    for (const accountId of [MANAGEMENT, PAYMENTS]) expect(stdout).toContain(`dave-${accountId}`);
    expect(stderr.split('\n').toSorted()).toEqual([
      '',
      expect.stringMatching(/^note: account 444455556666 \(gone\) is left out: it is CLOSED$/),
      ...[MANAGEMENT, PAYMENTS, LABS].map((id) => expect.stringMatching(new RegExp(`^read ${id}: [123] of 3$`))),
    ]);
  });

  it('prints after Ctrl-C what has been read, and exits with 130', async () => {
    local.account(PAYMENTS).endpoint.interceptors.push(async ({ operation }) => {
      if (operation === 'ListUsers') await new Promise(() => undefined);
    });
    const env = { ...command.environment(), ...environmentOf(local.management) };

    const child = spawn(process.execPath, [command.bin, ...organization], { env });
    child.stderr.on('data', (chunk) => String(chunk).includes(MANAGEMENT) && child.kill('SIGINT'));
    const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);

    expect(status).toBe(130);
    expect(stdout).toContain(`dave-${MANAGEMENT}`);
    expect(stdout).not.toContain(`dave-${PAYMENTS}`);
  });

  it('reads what Config stores, without a call to any account', async () => {
    await deployAggregator(local);
    await local.account(PAYMENTS).deploy(synthesizedTemplate(), {});
    const annotation =
      'dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z';
    const times = { orderingTimestamp: now, recorded: now, invoked: now };
    const result = {
      ruleName: RULE,
      resourceId: 'AIDA1',
      complianceType: 'NON_COMPLIANT',
      annotation,
      ...times,
    } as const;
    local.account(PAYMENTS).config.compliance.record(result);

    const { status, stdout } = await run(['audit', '--aggregator', 'all', '--accounts', PAYMENTS], {
      environment: environmentOf(local.management),
    });

    expect([status, stdout.includes('dave')]).toEqual([1, true]);
    expect(local.account(PAYMENTS).endpoint.calls).toEqual([]);
  });
});

describe('The audit of a saved report', () => {
  it('answers offline, and keeps what a CSV has no place for off it', async () => {
    const report = command.file(
      'report.csv',
      reportCsv(reportRow({ user: 'a+b=c,d.e@f-g_h' }), reportRow({ user: 'erin' })),
    );

    const { status, stdout, stderr } = await run(['audit', '--credential-report', report, '--format', 'csv']);

    expect(status).toBe(1);
    expect(stdout).toContain('a+b=c,d.e@f-g_h');
    expect(stderr).toContain('note: A credential report');
  });

  it.each<[string, string, string[], string]>([
    ['in spite of inactive users with --fail-on none', reportCsv(reportRow()), ['--fail-on', 'none'], '1 of 1'],
    ['for an account without IAM users', reportCsv(), [], '0 of 0'],
  ])('exits with 0 %s', async (_case, csv, options, count) => {
    const { status, stdout, stderr } = await run(['audit', '--credential-report', '-', ...options], { stdin: csv });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Inactive IAM users: ${count}\nAccount 111122223333 `);
  });

  it('reads no further than its reader takes the answer, which would wait in memory', async () => {
    const files = ['111122223333', '222233334444', '333344445555'].map((account) => {
      const users = Array.from({ length: 500 }, (_, index) => `user-${index}`);
      const rows = users.map((user) => reportRow({ user, arn: `arn:aws:iam::${account}:user/${user}` }));
      return command.file(`${account}.csv`, reportOf(account, ...rows));
    });
    const args = [command.bin, 'audit', '--format', 'json', '--credential-report', ...files];
    const child = spawn(process.execPath, args, { cwd: command.folder, env: command.environment() });
    const ended = once(child, 'close');
    let said = '';
    child.stderr.on('data', (more) => (said += String(more)));
    while (!said.includes('1 of 3')) await once(child.stderr, 'data');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const saidUnread = said;
    const answer: unknown = JSON.parse(await text(child.stdout));

    expect(saidUnread).not.toContain('2 of 3');
    expect(answer).toMatchObject({ totals: { audited: 3, inactive: 1500 } });
    expect((await ended)[0]).toBe(1);
  });

  it('reads standard input, and takes every option', async () => {
    const stdin = reportCsv(reportRow({ password_last_used: '2026-11-01T00:00:00+00:00' }), reportRow({ user: 'bob' }));
    const options = [
      '--max-idle-days',
      '30',
      '--exempt-users',
      'bob',
      '--exempt-tag-key',
      'keep',
      '--now',
      '2026-11-24',
    ];

    const { status, stdout } = await run(['audit', '--credential-report', '-', ...options], { stdin });

    expect(status).toBe(0);
    expect(stdout).toContain('bob');
  });

  it.each<[string, string[], string]>([
    ['wrong usage', ['audit', '--bogus'], "error: unknown option '--bogus'\n"],
    ['a missing file', ['audit', '--credential-report', 'missing.csv'], 'missing.csv cannot be read: ENOENT'],
  ])('refuses %s in one line, with 2', async (_name, args, message) => {
    const { status, stdout, stderr } = await run(args);

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses what is no report with file, line and column', async () => {
    const report = command.file('broken.csv', reportCsv(reportRow({ password_last_used: 'x' })));

    const { status, stderr } = await run(['audit', '--credential-report', report]);

    expect(status).toBe(2);
    expect(stderr).toMatch(/broken\.csv: line 3, column password_last_used: must be/);
  });

  it.each([[['--help']], [['sandbox', '--help']]])('answers %p with 0, from its sources', async (args) => {
    const { status, stdout, stderr } = await run(args, { program: SOURCES });

    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
  });
});
