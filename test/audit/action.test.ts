import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from '../../rule/decision/json';
import { CompiledCommand } from './compiled-command';
import { reportCsv, reportOf, reportRow } from './report-csv';

const withBash = spawnSync('bash', ['--version']).status === 0 ? it : it.skip;
const action: unknown = parse(readFileSync(join(__dirname, '..', '..', 'action.yml'), 'utf8'));

function records(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const steps = records(at(action, 'runs', 'steps'));

let command: CompiledCommand;
let temp: string;
beforeAll(() => (command = new CompiledCommand()));
afterAll(() => command.close());
beforeEach(() => (temp = mkdtempSync(join(command.folder, 'temp-'))));

interface Outcome {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: string;
  readonly summary: string;
}

/** Runs a step's script as GitHub does, with these inputs and the defaults of the others. */
function runStep(name: string, inputs: Readonly<Record<string, string>>, outputs = {}): Outcome {
  const step = steps.find((one) => one['name'] === name);
  const valueOf = (expression: unknown): string => {
    const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(textOf(expression) ?? '') ?? [];
    const [, output = ''] = /^\$\{\{ steps\.audit\.outputs\.([\w-]+) \}\}$/.exec(textOf(expression) ?? '') ?? [];
    return inputs[input] ?? textOf(at(outputs, output)) ?? textOf(at(action, 'inputs', input, 'default')) ?? '';
  };
  const variables = Object.entries(isRecord(step?.['env']) ? step['env'] : {});
  const files = { GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary') };
  for (const file of Object.values(files)) rmSync(file, { force: true });
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', textOf(step?.['run']) ?? ''],
    {
      cwd: command.folder,
      encoding: 'utf8',
      env: {
        ...command.environment(),
        ...files,
        GITHUB_ACTION_PATH: command.folder,
        RUNNER_TEMP: temp,
        ...Object.fromEntries(variables.map(([variable, expression]) => [variable, valueOf(expression)])),
      },
    },
  );
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, log: stdout + stderr, outputs: read(files.GITHUB_OUTPUT), summary: read(files.GITHUB_STEP_SUMMARY) };
}

describe('The GitHub action', () => {
  it('pins other actions by commit, and lets no input into a script', () => {
    const used = steps.flatMap(({ uses }) => textOf(uses) ?? []);

    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    expect(steps.filter(({ run }) => textOf(run)?.includes('${{'))).toEqual([]);
  });

  withBash('reads saved reports, and gives a summary, a page and the status', () => {
    command.file('one two.csv', reportCsv(reportRow({ user: 'erin' })));
    command.file(
      '$(touch pwned).csv',
      reportOf('444455556666', reportRow({ user: 'frank', arn: 'arn:aws:iam::444455556666:user/frank' })),
    );

    const audit = runStep('Audit', { 'credential-report': 'one two.csv\n$(touch pwned).csv\n', 'max-idle-days': '30' });

    expect(audit).toMatchObject({ status: 0, outputs: `html=${temp}/inactive-iam-users.html\nstatus=1\n` });
    expect(audit.log).toContain('erin');
    expect(audit.summary).toMatch(/\| *erin/);
    expect(audit.summary).toContain('frank');
    expect(readFileSync(join(temp, 'inactive-iam-users.html'), 'utf8')).toContain('<!doctype html>');
    expect(existsSync(join(command.folder, 'pwned'))).toBe(false);
  });

  withBash('passes on the status of the audit', () => {
    command.file('accepted.csv', reportCsv(reportRow({ user: 'erin' })));
    const cases: [Record<string, string>, number][] = [
      [{ 'credential-report': 'missing.csv' }, 2],
      [{ organization: 'true' }, 2],
      [{ 'credential-report': 'accepted.csv', 'fail-on': 'none' }, 0],
    ];

    const statuses = cases.map(([inputs]) => /^status=(\d+)$/m.exec(runStep('Audit', inputs).outputs)?.[1]);

    expect(statuses).toEqual(cases.map(([, status]) => String(status)));
    expect(cases.map(([, status]) => runStep('Result', {}, { status }).status)).toEqual([2, 2, 0]);
  });
});
