import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { version } from '../../package.json';
import { SYSTEM_TIME } from '../../rule/account/time';
import { acceptanceClients } from './clients';
import { acceptance } from './command';

/** `npm run acceptance`: see `npm run acceptance -- --help`. */
async function main(): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  process.exitCode = await acceptance(process.argv.slice(2), {
    clientsOf: (options) => acceptanceClients(options, process.env),
    time: SYSTEM_TIME,
    ask,
    folder: relative(process.cwd(), join(resolve(__dirname, '..', '..'), 'dist')),
    version,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
  });
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 70;
});
