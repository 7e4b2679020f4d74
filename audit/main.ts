import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isRecord, parseJson } from '../rule/decision/json';
import { failureOf } from './command/failure';
import { program } from './command/options';
import { runAudit } from './command/run-audit';
import { runPreflight, runVerify } from './command/run-checks';
import { runSandbox } from './command/run-sandbox';

/** The folder of the package, from the sources as from dist/. */
const PROJECT = resolve(__dirname, '..');

/** The command `inactive-iam-users`. Its help lists the exit statuses. */
async function main(args: readonly string[]): Promise<void> {
  // The SDK's warning about this machine's Node says nothing about the account.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const fail = (error: unknown) => {
    const { status, message } = failureOf(error, args.includes('--debug'));
    if (message !== '') process.stderr.write(`${message}\n`);
    process.exitCode = status;
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` may close the pipe early.
    if (error.code !== 'EPIPE') process.stderr.write(`the answer could not be written: ${error.message}\n`);
    process.exit(3);
  });
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit();
  });
  const exit = async (status: Promise<number>) => void (process.exitCode = await status);
  try {
    await program(version(), {
      audit: (options) => exit(runAudit(options)),
      preflight: (options) => exit(runPreflight(options)),
      verify: (options) => exit(runVerify(options)),
      sandbox: (rest) => exit(runSandbox(rest, PROJECT)),
    }).parseAsync(args, { from: 'user' });
  } catch (error) {
    fail(error);
  }
}

function version(): string {
  const manifest = parseJson(readFileSync(resolve(PROJECT, 'package.json'), 'utf8'));
  return isRecord(manifest) ? String(manifest['version']) : 'unknown';
}

void main(process.argv.slice(2));
