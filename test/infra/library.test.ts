import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { InactiveIamUsers } from '../../infra/inactive-iam-users';
import { reportCsv, reportRow } from '../audit/report-csv';
import { testApp } from '../support/app';
import { objectOf } from './fixtures/templates';

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

/** npm as it runs these tests, or as the shell finds it. */
const NPM = process.env['npm_execpath'];
const npm = (args: readonly string[]) =>
  NPM === undefined
    ? spawnSync('npm', args, { cwd: PROJECT, encoding: 'utf8', shell: process.platform === 'win32' })
    : spawnSync(process.execPath, [NPM, ...args], { cwd: PROJECT, encoding: 'utf8' });
const hasNpm = npm(['--version']).status === 0;
const withNpm = hasNpm ? describe : describe.skip;

let folder: string;
let packed: { status: number | null; stdout: string; stderr: string };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
  if (!hasNpm) return;
  packed = npm(['pack', '--silent', '--json', '--pack-destination', folder]);
  install(/"filename":\s*"([^"]+)"/.exec(packed.stdout)?.[1] ?? 'nothing was packed');
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm install` does, without a network: the package is unpacked, and what it depends on is linked. */
function install(tarball: string): void {
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'inactive-iam-users');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  const { dependencies, peerDependencies } = objectOf(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...objectOf(dependencies), ...objectOf(peerDependencies) })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules', name), join(modules, name), 'junction');
  }
}

withNpm('The package (needs npm)', () => {
  it('is compiled: it contains no sources', () => {
    expect(packed).toMatchObject({ status: 0, stderr: '' });
    expect(packed.stdout).toContain('"path": "dist/index.js"');
    expect(packed.stdout).not.toMatch(/"path": "(audit\/.*\.ts|sandbox|test|infra|rule|remediation)/);
  });

  it('synthesizes in an empty app what the sources synthesize', () => {
    writeFileSync(join(folder, 'app.mjs'), APP.replaceAll(/, type \w+|: InactiveIamUsersProps/g, ''));
    const run = spawnSync(process.execPath, ['app.mjs'], { cwd: folder, encoding: 'utf8' });
    const ours = new Stack(testApp(), 'Theirs');
    new InactiveIamUsers(ours, 'InactiveIamUsers', {
      maxIdleDays: 45,
      exemptUsers: ['break-glass/*'],
      warnDays: [14, 3],
      evaluationFrequency: MaximumExecutionFrequency.TWELVE_HOURS,
      retryAttemptPeriod: Duration.days(10),
      notificationTopic: new Topic(ours, 'Alerts'),
    });

    expect(run).toMatchObject({ status: 0 });
    expect(objectOf(run.stdout)).toEqual(Template.fromStack(ours).toJSON());
  });

  it('has types: a strict TypeScript app compiles, and one with a wrong prop does not', () => {
    const wrong: Record<string, [text: string, error: string]> = {
      'misspelled.ts': [APP.replace('maxIdleDays', 'maxIdelDays'), "'maxIdelDays' does not exist in type"],
      'no-list.ts': [APP.replace("['break-glass/*']", "'break-glass/*'"), "'string' is not assignable"],
      'no-duration.ts': [APP.replace('Duration.days(10)', '864000'), "'number' is not assignable"],
      'no-frequency.ts': [APP.replace('MaximumExecutionFrequency.TWELVE_HOURS', "'Daily'"), 'is not assignable'],
    };
    writeFileSync(join(folder, 'right.ts'), APP);
    for (const [file, [text]] of Object.entries(wrong)) writeFileSync(join(folder, file), text);
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--types', ''];
    const args = [tsc, ...options, '--lib', 'es2023,dom', 'right.ts', ...Object.keys(wrong)];

    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

    const errorsOf = (file: string) => stdout.split('\n').filter((line) => line.startsWith(`${file}(`));
    expect(errorsOf('right.ts')).toEqual([]);
    for (const [file, [, error]] of Object.entries(wrong)) {
      expect([file, errorsOf(file)]).toEqual([file, [expect.stringContaining(error)]]);
    }
  });

  it('has the command: it audits a saved credential report', () => {
    const report = join(folder, 'report.csv');
    writeFileSync(report, reportCsv(reportRow({ user: 'dave' })));
    const bin = join(folder, 'node_modules', 'inactive-iam-users', 'bin', 'inactive-iam-users.cjs');
    const args = ['audit', '--credential-report', report, '--now', '2026-11-24T08:00:00Z', '--format', 'csv'];

    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });

    expect({ status, stderr: stderr.includes('Error') }).toEqual({ status: 1, stderr: false });
    expect(stdout).toContain('dave');
  });
});
