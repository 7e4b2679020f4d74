import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const PROJECT = join(__dirname, '..', '..');
/** What a release calls the account template. */
export const TEMPLATE_FILE = 'inactive-iam-users.template.json';

/**
 * The account template, as this checkout synthesizes it.
 *
 * @param args for `cdk synth`, e.g. `-c`, `exemptTagKey=my:key`
 * @throws Error with the output of a synth that failed
 */
export async function synthesizedTemplate(args: readonly string[] = []): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), 'inactive-iam-users-'));
  try {
    const cdk = require.resolve('aws-cdk/bin/cdk');
    await promisify(execFile)(process.execPath, [cdk, 'synth', '--quiet', '--output', output, ...args], {
      cwd: PROJECT,
    });
    return await readFile(join(output, 'InactiveIamUsers.template.json'), 'utf8');
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}
