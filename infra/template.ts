import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run template` writes the account template for a release. Arguments go to `cdk synth`, e.g. `-c exemptTagKey=my:key`. */
const PROJECT = join(__dirname, '..');
const FILE = join('dist', 'inactive-iam-users.template.json');

const output = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
try {
  const cdk = require.resolve('aws-cdk/bin/cdk');
  const args = [cdk, 'synth', '--quiet', '--output', output, ...process.argv.slice(2)];
  execFileSync(process.execPath, args, { cwd: PROJECT, stdio: 'inherit' });
  mkdirSync(join(PROJECT, 'dist'), { recursive: true });
  copyFileSync(join(output, 'InactiveIamUsers.template.json'), join(PROJECT, FILE));
  console.info(FILE);
} finally {
  rmSync(output, { recursive: true, force: true });
}
