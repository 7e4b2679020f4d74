import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { InactiveIamUsers } from '../../infra/inactive-iam-users';
import { version as VERSION } from '../../package.json';
import { testApp } from '../support/app';
import { objectOf, SYNTHESIZED } from './fixtures/templates';

const PROJECT = join(__dirname, '..', '..');
const APP = `
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { InactiveIamUsers, type InactiveIamUsersProps } from 'inactive-iam-users';

const stack = new Stack(new App(), 'Theirs');
const props: InactiveIamUsersProps = {
  maxIdleDays: 45,
  exemptUsers: ['break-glass/*'],
  warnDays: [14, 3],
  evaluationFrequency: MaximumExecutionFrequency.TWELVE_HOURS,
  retryAttemptPeriod: Duration.days(10),
  notificationTopic: new Topic(stack, 'Alerts'),
};
new InactiveIamUsers(stack, 'InactiveIamUsers', props);
console.info(JSON.stringify(Template.fromStack(stack).toJSON()));
`;

/** Apps that must not compile, each with the error. */
const WRONG: Readonly<Record<string, readonly [text: string, error: string]>> = {
  'misspelled.ts': [APP.replace('maxIdleDays', 'maxIdelDays'), "'maxIdelDays' does not exist in type"],
  'no-list.ts': [APP.replace("['break-glass/*']", "'break-glass/*'"), "'string' is not assignable"],
  'no-duration.ts': [APP.replace('Duration.days(10)', '864000'), "'number' is not assignable"],
  'no-frequency.ts': [APP.replace('MaximumExecutionFrequency.TWELVE_HOURS', "'Daily'"), 'is not assignable'],
};
const REPORT = join(__dirname, 'fixtures', 'credential-report.csv');

/** npm as it runs these tests, or as the shell finds it. */
const NPM = process.env['npm_execpath'];
const npm = (args: readonly string[], cwd = PROJECT) =>
  NPM === undefined
    ? spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' })
    : spawnSync(process.execPath, [NPM, ...args], { cwd, encoding: 'utf8' });
const hasNpm = npm(['--version']).status === 0;
const withNpm = hasNpm ? describe : describe.skip;
const withNpx = hasNpm && process.platform !== 'win32' ? describe : describe.skip;

const RELEASE = join(PROJECT, 'dist', 'release');
const PACKAGE = join(RELEASE, `inactive-iam-users-${VERSION}.tgz`);

let folder: string;
/** What tsc says about the TypeScript apps; it compiles them all the same. */
let compiled: string;
let dryRun: { status: number | null; stdout: string; stderr: string };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
  if (!hasNpm) return;
  dryRun = npm(['run', '--silent', 'release', '--', '--dry-run']);
  install();
  compiled = compile();
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm install` does, without a network: the package is unpacked, and what it depends on is linked. */
function install(): void {
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'inactive-iam-users');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', PACKAGE, '-C', installed, '--strip-components=1']);
  const { dependencies, peerDependencies } = objectOf(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...objectOf(dependencies), ...objectOf(peerDependencies) })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules', name), join(modules, name), 'junction');
  }
}

function compile(): string {
  const apps = {
    'typescript.ts': APP,
    ...Object.fromEntries(Object.entries(WRONG).map(([file, [text]]) => [file, text])),
  };
  for (const [file, text] of Object.entries(apps)) writeFileSync(join(folder, file), text);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const options = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--types', '', '--lib', 'es2023,dom'];
  return spawnSync(process.execPath, [tsc, ...options, ...Object.keys(apps)], { cwd: folder, encoding: 'utf8' }).stdout;
}

withNpm('The dry run of a release (needs npm)', () => {
  it('makes the template, the package, their checksums and the text, and names what only GitHub runs', () => {
    const file = (name: string) => readFileSync(join(RELEASE, name));
    const sumOf = (name: string) => createHash('sha256').update(file(name)).digest('hex');
    const names = ['inactive-iam-users.template.json', 'inactive-iam-users-messages.template.json', basename(PACKAGE)];

    expect(dryRun).toMatchObject({ status: 0, stderr: '' });
    expect(dryRun.stdout).toContain('test (node 20, 22, 24): npm ci && npm test\n');
    expect(file('inactive-iam-users.template.json').toString()).toBe(SYNTHESIZED);
    expect(file('SHA256SUMS').toString()).toBe(names.map((name) => `${sumOf(name)}  ${name}\n`).join(''));
    expect(file('release-notes.md').toString()).toMatch(/^### [^]*\n- [^]*[^\n]\n$/);
  });
});

withNpm('The package (needs npm)', () => {
  it('is compiled: it contains no sources', () => {
    const files = execFileSync('tar', ['-tzf', PACKAGE], { encoding: 'utf8' });

    expect(files).toContain('package/dist/index.js\n');
    expect(files).not.toMatch(/^package\/(audit\/.*\.ts|sandbox|test|infra|rule|remediation)/m);
  });

  it('synthesizes in an empty TypeScript and JavaScript app what the sources synthesize', async () => {
    writeFileSync(join(folder, 'javascript.mjs'), APP.replaceAll(/, type \w+|: InactiveIamUsersProps/g, ''));
    const synthesized = async (file: string) =>
      objectOf((await promisify(execFile)(process.execPath, [file], { cwd: folder })).stdout);
    const ours = new Stack(testApp(), 'Theirs');
    new InactiveIamUsers(ours, 'InactiveIamUsers', {
      maxIdleDays: 45,
      exemptUsers: ['break-glass/*'],
      warnDays: [14, 3],
      evaluationFrequency: MaximumExecutionFrequency.TWELVE_HOURS,
      retryAttemptPeriod: Duration.days(10),
      notificationTopic: new Topic(ours, 'Alerts'),
    });
    const expected = Template.fromStack(ours).toJSON();

    await expect(Promise.all(['typescript.js', 'javascript.mjs'].map(synthesized))).resolves.toEqual([
      expected,
      expected,
    ]);
  });

  it('has types: a strict TypeScript app compiles, and one with a wrong prop does not', () => {
    const errorsOf = (file: string) => compiled.split('\n').filter((line) => line.startsWith(`${file}(`));

    expect(errorsOf('typescript.ts')).toEqual([]);
    for (const [file, [, error]] of Object.entries(WRONG)) {
      expect([file, errorsOf(file)]).toEqual([file, [expect.stringContaining(error)]]);
    }
  });
});

withNpx('The package’s command (needs npm, and links to files)', () => {
  it('audits a saved credential report', () => {
    const commands = join(folder, 'node_modules', '.bin');
    mkdirSync(commands);
    symlinkSync(
      join('..', 'inactive-iam-users', 'bin', 'inactive-iam-users.cjs'),
      join(commands, 'inactive-iam-users'),
    );
    const args = ['audit', '--credential-report', REPORT, '--now', '2026-11-24T08:00:00Z', '--format', 'csv'];

    const { status, stdout, stderr } = npm(
      ['exec', '--offline', `inactive-iam-users@${VERSION}`, '--', ...args],
      folder,
    );

    expect({ status, stderr: stderr.includes('Error') }).toEqual({ status: 1, stderr: false });
    expect(stdout).toContain('dave');
  });
});
