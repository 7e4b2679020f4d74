import { createInterface } from 'node:readline';
import { runCommand } from './run';

/** `npm start`: see `npm start -- --help`. */
async function main(): Promise<void> {
  // A reader such as `head` may close the output early.
  process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));
  const exitCode = await runCommand({
    args: process.argv.slice(2),
    environment: process.env,
    machineTime: () => Date.now(),
    uptime: () => performance.now(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    onLine: (take) => void createInterface({ input: process.stdin }).on('line', take),
    stopSignal,
  });
  // The output has been written. Work that a signal interrupted must not keep the process running.
  process.stdout.write('', () => process.exit(exitCode));
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

void main();
