import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Chunks } from './decode';

/** In bytes: larger ones are not faster, and each takes memory. */
const CHUNK = 256 * 1024;

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
  return { name: file, chunks: createReadStream(resolve(folder, file), { highWaterMark: CHUNK }) };
}
