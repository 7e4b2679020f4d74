import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRecord } from '../../rule/decision/json';
import { TEMPLATE_FILE } from '../support/deployed-account';

/** Counted by name, as a Tally's `of`. */
export interface SoakCounts {
  of(what: string): number;
}

/**
 * `npm run soak` with these options, on the template that the tests use. In Jest's own process a day takes half as long
 * again.
 *
 * @throws what the soak found, as it printed it
 */
export async function soakInAProcess(options: readonly string[]): Promise<SoakCounts> {
  const main = join(__dirname, 'main.ts');
  const args = ['--import', 'tsx', main, ...options, '--template', TEMPLATE_FILE, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const counts: unknown = JSON.parse(stdout);
  return {
    of: (what) => {
      const count = isRecord(counts) ? counts[what] : undefined;
      return typeof count === 'number' ? count : 0;
    },
  };
}
