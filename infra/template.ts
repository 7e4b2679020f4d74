import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run template` writes the templates of a release. Arguments go to `cdk synth`, e.g. `-c exemptTagKey=my:key`. */
const PROJECT = join(__dirname, '..');
/** The files by stack. */
const FILES = {
  InactiveIamUsers: 'inactive-iam-users.template.json',
  InactiveIamUsersMessages: 'inactive-iam-users-messages.template.json',
};

const output = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
try {
  const cdk = require.resolve('aws-cdk/bin/cdk');
  mkdirSync(join(PROJECT, 'dist'), { recursive: true });
  const args = [cdk, 'synth', '--quiet', '--output', output, '-c', 'messages=true', ...process.argv.slice(2)];
  execFileSync(process.execPath, args, { cwd: PROJECT, stdio: 'inherit' });
  for (const [stack, file] of Object.entries(FILES)) {
    const path = join('dist', file);
    copyFileSync(join(output, `${stack}.template.json`), join(PROJECT, path));
    console.info(path);
  }
} finally {
  rmSync(output, { recursive: true, force: true });
}
