import { closeSync, openSync, writeSync } from 'node:fs';
import { extname } from 'node:path';
import type { Format } from '../formats/report-writer';
import { errorText, UnreadableInput } from '../aws/errors';
import { userPath } from './user-path';

const FORMAT_BY_ENDING = new Map<string, Format>([
  ['.csv', 'csv'],
  ['.html', 'html'],
  ['.json', 'json'],
  ['.md', 'markdown'],
]);

/** A file that the answer is also written to. */
export interface SavedFile {
  readonly format: Format;
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/**
 * Opens the file before accounts are read, so a wrong name costs no time. Its ending names the format.
 *
 * @throws UnreadableInput if the ending is unknown, or the file cannot be written
 */
export function savedFile(name: string): SavedFile {
  const format = FORMAT_BY_ENDING.get(extname(name).toLowerCase());
  if (!format) {
    throw new UnreadableInput(`--save ${name}: the name must end in ${[...FORMAT_BY_ENDING.keys()].join(', ')}`);
  }
  try {
    const file = openSync(userPath(name), 'w');
    return { format, write: (text) => void writeSync(file, text), close: () => closeSync(file) };
  } catch (error) {
    throw new UnreadableInput(`--save ${name}: the file cannot be written: ${errorText(error)}`, { cause: error });
  }
}
