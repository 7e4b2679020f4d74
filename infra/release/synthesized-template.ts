import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const PROJECT = join(__dirname, '..', '..');

/** What a release calls the template of each stack. */
const FILES = {
  InactiveIamUsers: 'inactive-iam-users.template.json',
  InactiveIamUsersMessages: 'inactive-iam-users-messages.template.json',
} as const;
export const TEMPLATE_FILES = Object.values(FILES);

/**
 * The templates by their files' names, as this checkout synthesizes them: the account's, and that of the messages.
 *
 * @param args for `cdk synth`, e.g. `-c`, `exemptTagKey=my:key`
 * @throws Error with the output of a synth that failed
 */
export async function synthesizedTemplates(args: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
  const output = await mkdtemp(join(tmpdir(), 'inactive-iam-users-'));
  try {
    const cdk = [require.resolve('aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', output, '-c', 'messages=true'];
    await promisify(execFile)(process.execPath, [...cdk, ...args], { cwd: PROJECT });
    const templates = Object.entries(FILES).map(
      async ([stack, file]) => [file, await readFile(join(output, `${stack}.template.json`), 'utf8')] as const,
    );
    return new Map(await Promise.all(templates));
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}
