import { spawn } from 'node:child_process';

/** What `npm test` checks before the tests: side by side, because each of these uses one core for most of its time. */
const CHECKS = [
  'tsc --noEmit',
  'tsc --noEmit --project test',
  'oxlint --type-aware --deny-warnings',
  'prettier --check --log-level warn .',
];

const run = (command) =>
  new Promise((resolve) => {
    spawn(command, { shell: true, stdio: 'inherit' }).on('close', (status) => {
      if (status !== 0) process.stderr.write(`failed: ${command}\n`);
      resolve(status);
    });
  });

const statuses = await Promise.all(CHECKS.map(run));
if (statuses.some((status) => status !== 0)) process.exitCode = 1;
