import { parseFlag, parseReportDate, splitLine } from '../../rule/account/credential-report-rows';
import { DAY, isoTime } from '../../rule/decision/dates';
import { type Column, indexesOf, type Kind } from './columns';
import { hasWord, isDigit, lengthOfTime, parseTime, timeAt } from './time';
import { type Place, SAVED_BY_A_SPREADSHEET } from './unreadable-report';

const COMMA = 0x2c;
const QUOTE = 0x22;
const BLANK = 0x20;
const TILDE = 0x7e;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NOT_APPLICABLE = Buffer.from('N/A');
const NO_INFORMATION = Buffer.from('no_information');
const CREATED = 2;

export const ROOT = '<root_account>';

/** The cells of one row after another. */
export class Rows {
  user = '';
  arn = '';
  /** Where the columns are. */
  readonly at: ReturnType<typeof indexesOf>;
  /** By column: 1 or 0 for a flag, milliseconds since the epoch for a time, NaN for anything else. */
  private readonly values: Float64Array;
  private readonly kinds: readonly Kind[];
  private readonly latest: number;

  /** @param now no time may be more than a day later: `--now 2026-11-24` is midnight, and people signed in on that day */
  constructor(
    private readonly columns: readonly Column[],
    private readonly now: Date,
  ) {
    this.values = new Float64Array(columns.length).fill(Number.NaN);
    this.kinds = columns.map(({ kind }) => kind);
    this.latest = now.getTime() + DAY;
    this.at = indexesOf(columns);
  }

  get created(): Date {
    return new Date(this.values[CREATED] ?? Number.NaN);
  }

  flag(column: number): boolean {
    return this.values[column] === 1;
  }

  /** Undefined if the report has no date. */
  date(column: number): Date | undefined {
    const time = this.values[column] ?? Number.NaN;
    return Number.isNaN(time) ? undefined : new Date(time);
  }

  /** Reads a line as AWS writes most: without quotes, and all right. @returns false for others: `read` knows them */
  readFast(bytes: Buffer, from: number, to: number): boolean {
    const { kinds } = this;
    const endOfUser = endOfText(bytes, from, to);
    const endOfArn = endOfText(bytes, endOfUser + 1, to);
    let end = endOfArn;
    for (let column = CREATED; column < kinds.length; column += 1) {
      if (end <= from || end >= to || bytes[end] !== COMMA) return false;
      const start = end + 1;
      end = kinds[column] === 'text' ? endOfText(bytes, start, to) : this.readValueFast(column, bytes, start);
    }
    if (end !== to || Number.isNaN(this.values[CREATED])) return false;
    // Strings of their own: a slice of a chunk's text would keep all of it in memory.
    const text = bytes.toString('latin1', from, endOfArn);
    this.user = text.slice(0, endOfUser - from);
    this.arn = text.slice(endOfUser - from + 1);
    return true;
  }

  /** @returns the cell's end, or 0 if it is not written as AWS writes most */
  private readValueFast(column: number, bytes: Buffer, from: number): number {
    const kind = this.kinds[column];
    let value: number;
    let length: number;
    if (kind === 'flag') {
      value = bytes[from] === TRUE[0] ? 1 : 0;
      const word = value === 1 ? TRUE : FALSE;
      length = hasWord(bytes, from, word) ? word.length : 0;
    } else if (isDigit(bytes[from])) {
      length = lengthOfTime(bytes, from);
      if (length === 0) return 0;
      value = timeAt(bytes, from);
      if (!(value <= this.latest || kind === 'future')) return 0;
    } else {
      value = Number.NaN;
      const word = bytes[from] === NOT_APPLICABLE[0] ? NOT_APPLICABLE : NO_INFORMATION;
      length = hasWord(bytes, from, word) ? word.length : 0;
    }
    this.values[column] = value;
    return length === 0 ? 0 : from + length;
  }

  /** @throws UnreadableReport that names line and column */
  read(line: string, place: Place): void {
    const { columns } = this;
    const count = line.split(',').length;
    if (count < columns.length) {
      throw place.fault(`has ${count} cells, fewer than the header's ${columns.length}: the file is cut off`);
    }
    const cells = splitLine(line, columns.length);
    const [user = '', arn = ''] = cells;
    this.user = user;
    this.arn = arn;
    for (const [index, column] of columns.entries()) {
      this.values[index] = this.valueOf(column, cells[index] ?? '', place);
    }
  }

  private valueOf({ name: column, kind }: Column, got: string, place: Place): number {
    if (kind === 'text') return Number.NaN;
    if (kind === 'flag') {
      const isRootPassword = this.user === ROOT && column === 'password_enabled';
      const flag = parseFlag(isRootPassword && got.toLowerCase() === 'not_supported' ? 'true' : got);
      if (flag === undefined) throw place.fault('must be true or false', { column, got });
      return Number(flag);
    }
    if (column !== 'user_creation_time' && parseReportDate(got) === 'none') return Number.NaN;
    const time = parseTime(got);
    if (time === undefined) {
      const must = 'must be a time with its zone, such as 2026-11-24T08:00:00+00:00';
      const marks = column === 'user_creation_time' ? '' : ', or N/A or no_information';
      // A spreadsheet makes its own form of a date, or a number.
      const isRewritten = /\d/.test(got) && !/^\d{4}-\d\d-\d\dT/.test(got);
      throw place.fault(must + marks, { column, got, ...(isRewritten && { remedy: SAVED_BY_A_SPREADSHEET }) });
    }
    if (kind === 'time' && time > this.latest) {
      throw place.fault(`must be at most a day later than --now, ${isoTime(this.now)}`, {
        column,
        got,
        remedy: "give a later --now, or correct this machine's clock",
      });
    }
    return time;
  }
}

/** The next comma or the line's end; 0 if the cell has a character that needs care: a quote, a blank, one beyond ASCII. */
function endOfText(bytes: Buffer, from: number, to: number): number {
  let at = from;
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === COMMA) return at;
    if (byte <= BLANK || byte === QUOTE || byte > TILDE) return 0;
  }
  return at;
}
