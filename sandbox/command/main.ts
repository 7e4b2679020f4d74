import { runMain } from './main-job';

/** `npm start`: see `npm start -- --help`. */
async function main(): Promise<void> {
  // Whoever reads the output may have seen enough of it, as `head` has.
  process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));
  const exitCode = await runMain({
    args: process.argv.slice(2),
    environment: process.env,
    machineTime: () => Date.now(),
    uptime: () => performance.now(),
    stdout: process.stdout,
    stderr: process.stderr,
    stopSignal,
  });
  // All that was written is out before this: work that a signal has interrupted must not keep the process.
  process.stdout.write('', () => process.exit(exitCode));
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

void main();
