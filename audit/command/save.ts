import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { extname } from 'node:path';
import { errorText, UnreadableInput, UnwrittenAnswer } from '../aws/errors';
import type { Format } from '../formats/report-writer';
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
  /** @throws UnwrittenAnswer if not all could be written: by then the other files have been */
  readonly close: () => void;
}

/** Undefined for a name whose ending names none. */
export function formatOf(name: string): Format | undefined {
  return FORMAT_BY_ENDING.get(extname(name).toLowerCase());
}

/**
 * Opens the file before accounts are read, so a wrong name costs no time. Its ending names the format.
 *
 * @param inputs the files that the audit reads
 * @throws UnreadableInput if the ending is unknown, the file is one of the inputs, or it cannot be written
 */
export function savedFile(name: string, inputs: readonly string[] = []): SavedFile {
  const format = formatOf(name);
  if (!format) {
    throw new UnreadableInput(`--save ${name}: the name must end in ${[...FORMAT_BY_ENDING.keys()].join(', ')}`);
  }
  const path = userPath(name);
  if (inputs.some((input) => isSameFile(input, path))) {
    throw new UnreadableInput(`--save ${name}: the audit reads this file as a credential report: give another name`);
  }
  try {
    return { format, ...openFile(name, path) };
  } catch (error) {
    throw new UnreadableInput(`--save ${name}: the file cannot be written: ${errorText(error)}`, { cause: error });
  }
}

function openFile(name: string, path: string): Omit<SavedFile, 'format'> {
  const file = openSync(path, 'w');
  let failure: unknown;
  return {
    write: (text) => {
      if (failure !== undefined) return;
      try {
        writeSync(file, text);
      } catch (error) {
        failure = error;
      }
    },
    close: () => {
      closeSync(file);
      if (failure === undefined) return;
      throw new UnwrittenAnswer(`--save ${name}: the answer could not be written: ${errorText(failure)}`);
    },
  };
}

/** Also by another name, e.g. a link. */
function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}
