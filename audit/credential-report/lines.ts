import { Place } from './unreadable-report';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** In bytes. A user's longest line has some 2,000. */
const LONGEST_LINE = 100_000;

/** @param number from 1 */
export type LineReader = (bytes: Buffer, from: number, to: number, number: number) => void;

/**
 * Each line that is not empty, without its LF or CRLF. No cell of AWS's has a line end, so a line is a row.
 *
 * @param name of the file, for errors
 * @param read must not keep the bytes
 * @throws UnreadableReport if a line is too long for a report
 */
export async function eachLine(chunks: AsyncIterable<Buffer>, name: string, read: LineReader): Promise<void> {
  let number = 1;
  let rest: Buffer = Buffer.alloc(0);
  const line = (bytes: Buffer, from: number, end: number): void => {
    const to = bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (to - from > LONGEST_LINE) {
      const got = bytes.toString('utf8', from, from + 100);
      throw new Place(name, number).fault(`must end within ${LONGEST_LINE} bytes`, { got });
    }
    if (to > from) read(bytes, from, to, number);
    number += 1;
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      line(bytes, from, end);
      from = end + 1;
    }
    // A copy, because a stream may use the chunk again; and no more than it takes to see that a line is too long.
    rest = Buffer.from(bytes.subarray(from));
    if (rest.length > LONGEST_LINE + 1) line(rest, 0, rest.length);
  }
  line(rest, 0, rest.length);
}
