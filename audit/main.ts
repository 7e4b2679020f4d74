import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Progress } from '../rule/account/judge-account';
import { SYSTEM_TIME, type Time } from '../rule/account/time';
import { isRecord, parseJson } from '../rule/decision/json';
import { audit } from './report/audit';
import { type Check, renderChecks } from './checks/checks';
import { clientsOf } from './clients';
import { failureOf, UnreadableInput } from './failure';
import { type AccountOptions, type AuditOptions, program } from './options';
import { preflight } from './preflight/preflight';
import { progressLine } from './progress';
import { render } from './report/formats/render';
import { verify } from './verify/verify';

/** The command `inactive-iam-users`. Its help lists the exit statuses. */
async function main(args: readonly string[]): Promise<void> {
  // The SDK's warning about this machine's Node says nothing about the account.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // A reader such as `head` may close the pipe early.
  process.stdout.on('error', () => process.exit());
  try {
    await program(version(), { audit: runAudit, verify: runVerify, sandbox: runSandbox }).parseAsync(args, {
      from: 'user',
    });
  } catch (error) {
    const { status, message } = failureOf(error);
    if (message !== '') process.stderr.write(`${message}\n`);
    process.exitCode = status;
  }
}

async function runAudit(options: AuditOptions): Promise<void> {
  const { region, ...clients } = clientsOf(options);
  if (options.preflight) {
    return await check(region, async (target) => await preflight(clients, { ...options, ...target }));
  }
  const { iam, sts } = clients;
  const progress = progressLine(process.stderr, 'reading users');
  const context = { iam, sts, region, time: SYSTEM_TIME, progress: progress.show, stdin: process.stdin };
  const file = options.credentialReport;
  // npm changes the directory before it runs a script; INIT_CWD is the user's.
  const report = file === undefined || file === '-' ? file : resolve(process.env['INIT_CWD'] ?? '.', file);
  const result = await audit({ ...options, credentialReport: report }, context).finally(() => progress.stop());
  process.stdout.write(render(result, options.format, look()));
  // CSV has no place for the caveats.
  if (options.format === 'csv') for (const caveat of result.caveats) process.stderr.write(`note: ${caveat}\n`);
  process.exitCode = result.users.some(({ standing }) => standing === 'inactive') ? 1 : 0;
}

async function runVerify(options: AccountOptions): Promise<void> {
  const { region, ...clients } = clientsOf(options);
  await check(region, async (target) => await verify(clients, { ...options, ...target }));
}

/** Runs checks, counts the regions that they have looked at, and prints them. */
async function check(
  region: () => Promise<string>,
  run: (options: { readonly region: string; readonly time: Time; readonly progress: Progress }) => Promise<Check[]>,
): Promise<void> {
  const progress = progressLine(process.stderr, 'reading regions');
  const checks = await run({ region: await region(), time: SYSTEM_TIME, progress: progress.show }).finally(() =>
    progress.stop(),
  );
  process.stdout.write(renderChecks(checks, look()));
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : 1;
}

/** The local AWS is a package of its own, which the audit must not import. */
async function runSandbox(args: readonly string[]): Promise<void> {
  const entry = resolve(__dirname, '..', 'sandbox', 'command', 'main.ts');
  if (!existsSync(entry)) {
    throw new UnreadableInput('the local AWS is in the repository, not in the package: clone it and run npm start');
  }
  const loader = pathToFileURL(require.resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', loader, entry, ...args], { stdio: 'inherit' });
  const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const [code]: unknown[] = await once(child, 'exit');
  process.exitCode = typeof code === 'number' ? code : 1;
}

function look(): { color: boolean; width: number } {
  return { color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined, width: 80 };
}

function version(): string {
  const manifest = parseJson(readFileSync(resolve(__dirname, '..', 'package.json'), 'utf8'));
  return isRecord(manifest) ? String(manifest['version']) : 'unknown';
}

void main(process.argv.slice(2));
