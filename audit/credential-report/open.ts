import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Chunks } from './decode';

/**
 * A file to read, or standard input for `-`, with its name for errors.
 *
 * @param folder the one that relative names start from
 */
export function openReport(
  file: string,
  stdin: Chunks,
  folder = '.',
): { readonly name: string; readonly chunks: Chunks } {
  if (file === '-') return { name: 'standard input', chunks: stdin };
  const path = resolve(folder, file);
  // Opened when it is read: a folder may have more files than a process may have open.
  const open = () => createReadStream(path)[Symbol.asyncIterator]();
  return { name: file, chunks: { [Symbol.asyncIterator]: open } };
}
