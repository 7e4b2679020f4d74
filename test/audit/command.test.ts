import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { AwsError } from '../../sandbox/index';
import { activeUser, DAY, DeployedAccount, inactiveUser } from '../support/deployed-account';
import { anotherRule, remediationBy } from '../support/another-rule';
import { reportCsv, reportRow } from './report-csv';

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PROJECT = join(__dirname, '..', '..');
const BIN = join(PROJECT, 'audit', 'bin.cjs');
let folder: string;
let compiled: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  compiled = join(folder, 'dist', 'command.js');
  compile();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles the command, as the package has it: from its sources each run would take a second longer. */
function compile(): void {
  const entryPoints = [join(PROJECT, 'audit', 'main.ts')];
  buildSync({ entryPoints, outfile: compiled, bundle: true, platform: 'node', packages: 'external' });
  copyFileSync(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** Runs the command with an environment of its own: no profile and no key of this shell. */
async function run(args: readonly string[], { environment = {}, stdin = '', command = compiled } = {}): Promise<Run> {
  const nowhere = join(folder, 'nowhere');
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
    },
  });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: Number(code), stdout, stderr };
}

describe('The audit of a live account', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  async function accountOf(users: Parameters<typeof DeployedAccount.create>[0]): Promise<Record<string, string>> {
    account = await DeployedAccount.create(users, { now });
    account.aws.iam.makeReport();
    const { accessKeyId, secretAccessKey, sessionToken } = account.aws.operatorCredentials();
    return {
      AWS_ENDPOINT_URL: account.aws.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  }

  // The SDK takes an answer of another time than its machine's for a skewed clock, and asks again.
  const now = Date.now();
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
    expect(calls.length).toBeLessThanOrEqual(5 + 2 + 1 + 3);
    expect(calls.every((operation) => /^(List|Get|Generate)/.test(operation))).toBe(true);
  }, 30_000);

  it('exits with 0 if nobody is inactive', async () => {
    const environment = await accountOf([signedIn()]);

    expect((await run(['audit'], { environment })).status).toBe(0);
  });

  it('outlasts throttling', async () => {
    const environment = await accountOf([inactiveUser()]);
    let throttled = 0;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== 'GetLoginProfile' || throttled === 2) return;
      throttled += 1;
      throw new AwsError('Throttling', 'Rate exceeded');
    });

    expect((await run(['audit'], { environment })).status).toBe(1);
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
    ['no credentials', ['AWS_ACCESS_KEY_ID'], /credentials/i],
    ['no region', ['AWS_REGION'], /no region is set: give --region, or set AWS_REGION/],
  ])('exits with 3 if there are %s', async (_name, missing, message) => {
    const environment = await accountOf([]);
    const without = Object.fromEntries(Object.entries(environment).filter(([name]) => !missing.includes(name)));

    const { status, stdout, stderr } = await run(['audit'], { environment: without });

    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('runs the checks of --preflight and of verify, and exits with 1 if one fails', async () => {
    const environment = await accountOf([signedIn()]);

    const preflight = await run(['audit', '--preflight'], { environment });
    const verify = await run(['verify'], { environment });

    expect(preflight.stdout).toContain('✓');
    // The rule has never run here.
    expect([verify.status, verify.stdout.includes('✗')]).toEqual([1, true]);
  });

  it.each(['audit --preflight', 'verify'])('finds a deployment in another region with %s', async (command) => {
    const environment = await accountOf([signedIn()]);
    const { config } = account.aws.elsewhere('eu-west-1');
    config.putRule(anotherRule());
    config.putRemediation(remediationBy('DeleteLoginProfile-inactive-iam-users'));

    const { status, stdout, stderr } = await run(command.split(' '), { environment });

    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('eu-west-1: rule inactive-iam-users, runbook');
  });
});

describe('The audit of a saved report', () => {
  function file(name: string, content: string): string {
    writeFileSync(join(folder, name), content);
    return name;
  }

  it.each(['table', 'json', 'csv', 'html'])('answers offline as %s', async (format) => {
    const report = file('report.csv', reportCsv(reportRow({ user: 'a+b=c,d.e@f-g_h' }), reportRow({ user: 'erin' })));

    const { status, stdout, stderr } = await run(['audit', '--credential-report', report, '--format', format]);

    expect(status).toBe(1);
    expect(stdout).toContain('a+b=c,d.e@f-g_h');
    // A CSV has no place for what the report cannot show.
    expect(stderr.includes('note: A credential report')).toBe(format === 'csv');
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
    ['an unknown option', ['audit', '--bogus'], "error: unknown option '--bogus'"],
    [
      'a threshold of zero',
      ['audit', '--max-idle-days', '0'],
      'maxIdleDays must be a whole number from 1 to 3650; got "0"',
    ],
    ['a pattern that could match nothing', ['audit', '--exempt-users', 'a,,b'], 'exemptUsers must be'],
    ['a bad time', ['audit', '--now', 'soon'], 'It must be a time such as'],
    ['an unknown format', ['audit', '--format', 'pdf'], 'Allowed choices are table, json, csv, html'],
    ['a missing file', ['audit', '--credential-report', 'missing.csv'], 'missing.csv cannot be read: ENOENT'],
    ['a surplus argument', ['audit', 'x'], 'error: too many arguments'],
    ['an unknown command', ['frobnicate'], "error: unknown command 'frobnicate'"],
  ])('refuses %s in one line, with 2', async (_name, args, message) => {
    const { status, stdout, stderr } = await run(args);

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses what is no report with file, line and column', async () => {
    const report = file('broken.csv', reportCsv(reportRow({ password_last_used: 'x' })));

    const { status, stderr } = await run(['audit', '--credential-report', report]);

    expect(status).toBe(2);
    expect(stderr).toMatch(/broken\.csv: line 3, column password_last_used: must be/);
  });

  it.each([['--help'], ['audit', '--help'], ['verify', '--help'], ['sandbox', '--help'], ['--version']])(
    'answers %s %s with 0, from its sources',
    async (...args) => {
      const { status, stdout, stderr } = await run(args, { command: BIN });

      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).not.toBe('');
    },
  );
});
