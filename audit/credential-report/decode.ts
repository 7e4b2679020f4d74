import { TextDecoder, types } from 'node:util';
import { cliOutput, isCliOutput } from './cli-output';
import { SAVED_BY_A_SPREADSHEET, TAKE_IT_AS_MADE, UnreadableReport } from './unreadable-report';

export type Chunks = AsyncIterable<Uint8Array | string>;

/** The output of the CLI is decoded in one piece. AWS's limit of 5,000 users makes about 7 MB of it. */
const LARGEST_CLI_OUTPUT = 256 * 1024 * 1024;
/** Enough of a file's beginning to recognize what it is. */
const HEAD = 64;

/**
 * The CSV of a file, in UTF-8, perhaps after a byte-order mark. The file has it in UTF-8 or UTF-16, or in the output of
 * `aws iam get-credential-report`, or in Base64.
 *
 * @param name of the file, for errors
 * @param generated is called with the time of each report that the CLI's output tells
 * @throws UnreadableReport if the file cannot be read, is empty, or is cut off within its encoding
 */
export async function* decode(
  chunks: Chunks,
  name: string,
  generated: (time: Date) => void,
): AsyncGenerator<Buffer, void> {
  const parts: Buffer[] = [];
  let size = 0;
  let isOutput: boolean | undefined;
  for await (const chunk of gathered(utf8(gathered(bytes(chunks, name), HEAD)), HEAD)) {
    isOutput ??= recognize(chunk, name);
    if (!isOutput) {
      yield chunk;
      continue;
    }
    parts.push(chunk);
    size += chunk.length;
    if (size > LARGEST_CLI_OUTPUT) {
      throw new UnreadableReport(name, ` is larger than any output of the AWS CLI; ${TAKE_IT_AS_MADE}`);
    }
  }
  if (isOutput !== true) return;
  for (const report of cliOutput(Buffer.concat(parts).toString(), name)) {
    if (report.generated) generated(report.generated);
    yield Buffer.concat([report.csv, Buffer.from('\n')]);
  }
}

/** @returns whether the file is the CLI's output, not CSV @throws UnreadableReport if it cannot be either */
function recognize(head: Buffer, name: string): boolean {
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    throw new UnreadableReport(name, ` is a workbook; ${SAVED_BY_A_SPREADSHEET}`);
  }
  const text = head
    .toString()
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text === '') throw new UnreadableReport(name, ` is empty; ${TAKE_IT_AS_MADE}`);
  return isCliOutput(text);
}

/** @throws UnreadableReport with the system's words */
async function* bytes(chunks: Chunks, name: string): AsyncGenerator<Buffer, void> {
  try {
    for await (const chunk of chunks) {
      yield typeof chunk === 'string'
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  } catch (cause) {
    // Not by instanceof: jest gives Node's own errors another Error class.
    const why = types.isNativeError(cause) ? cause.message : String(cause);
    throw new UnreadableReport(name, ` cannot be read: ${why}`, { cause });
  }
}

/** PowerShell 5 writes UTF-16. */
async function* utf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let decoder: TextDecoder | 'none' | undefined;
  for await (const chunk of chunks) {
    decoder ??= decoderOf(chunk);
    yield decoder === 'none' ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  if (decoder !== undefined && decoder !== 'none') yield Buffer.from(decoder.decode());
}

/** By the byte-order mark, or because one half of the first character is zero: a report begins with an ASCII character. */
function decoderOf([first, second]: Buffer): TextDecoder | 'none' {
  if ((first === 0xff && second === 0xfe) || second === 0) return new TextDecoder('utf-16le');
  if ((first === 0xfe && second === 0xff) || first === 0) return new TextDecoder('utf-16be');
  return 'none';
}

/** The same bytes; the first chunk has at least `size` of them, unless there are fewer. */
async function* gathered(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer, void> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head) head = Buffer.concat([head, chunk]);
    if (!head) yield chunk;
    else if (head.length >= size) {
      yield head;
      head = undefined;
    }
  }
  if (head) yield head;
}
