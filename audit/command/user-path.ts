import { resolve } from 'node:path';

/** The path that the user means: npm changes the directory before it runs a script, and keeps the user's in INIT_CWD. */
export function userPath(name: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', name);
}
