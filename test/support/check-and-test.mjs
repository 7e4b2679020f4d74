import { spawn } from 'node:child_process';

/** `npm test`: these checks and the synthesis side by side, because each uses one core for most of its time; then Jest. */
const CHECKS = [
  // Type check and lint in one: each file by the tsconfig.json above it.
  'oxlint --type-aware --type-check --deny-warnings',
  'oxfmt --check',
  'cdk synth --quiet',
];

/** @returns the exit status */
const run = (command, environment = {}) =>
  new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    spawn(command, { shell: true, stdio: 'inherit', env }).on('close', (status) => {
      if (status !== 0) process.stderr.write(`failed: ${command}\n`);
      resolve(status);
    });
  });

// The tests validate the template, which takes seconds.
const statuses = await Promise.all(CHECKS.map((command) => run(command, { CDK_VALIDATION: 'false' })));
const failed = statuses.some((status) => status !== 0);
// Jest need not synthesize the template again: see ../global-setup.ts.
const names = process.argv.slice(2).map((name) => JSON.stringify(name));
process.exitCode = failed ? 1 : await run(['jest', ...names].join(' '), { SYNTHESIZED: 'true' });
