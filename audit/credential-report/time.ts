import { parseReportTime } from '../../rule/account/credential-report-rows';
import { DAY, HOUR, MINUTE } from '../../rule/decision/dates';

/**
 * A time of a credential report, in milliseconds since the epoch. Undefined for anything else, e.g. for a time without its
 * zone, or a day that its month does not have.
 */
export function parseTime(text: string): number | undefined {
  // Date turns 30 February into 2 March, and 24:00 into the next day.
  const local = text.slice(0, 19);
  const exists = parseReportTime(`${local}Z`)?.toISOString().startsWith(local) === true;
  return exists ? parseReportTime(text)?.getTime() : undefined;
}

const ZERO = 0x30;
/** By month, from January as 1. */
const DAYS_OF_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FORM = Buffer.from('0000-00-00T00:00:00');
const Z = Buffer.from('Z');
const UTC = Buffer.from('+00:00');

/**
 * How many bytes a time takes that is written as AWS does, `2026-08-27T19:00:00Z` or `2026-08-27T19:00:00+00:00`; 0 for
 * anything else, and for 29 February: `parseTime` knows whether that is a time.
 */
export function lengthOfTime(bytes: Uint8Array, from: number): number {
  for (let index = 0; index < FORM.length; index += 1) {
    const byte = bytes[from + index];
    if (FORM[index] === ZERO ? !isDigit(byte) : byte !== FORM[index]) return 0;
  }
  const month = two(bytes, from + 5);
  const day = two(bytes, from + 8);
  const isTime = two(bytes, from + 11) < 24 && two(bytes, from + 14) < 60 && two(bytes, from + 17) < 60;
  if (!isTime || day < 1 || day > (DAYS_OF_MONTH[month] ?? 0)) return 0;
  if (bytes[from + FORM.length] === Z[0]) return FORM.length + Z.length;
  return hasWord(bytes, from + FORM.length, UTC) ? FORM.length + UTC.length : 0;
}

/** The time of these bytes, in milliseconds since the epoch, at a fraction of the cost of a Date. */
export function timeAt(bytes: Uint8Array, from: number): number {
  const days = daysBefore(two(bytes, from) * 100 + two(bytes, from + 2), two(bytes, from + 5), two(bytes, from + 8));
  return days * DAY + two(bytes, from + 11) * HOUR + two(bytes, from + 14) * MINUTE + two(bytes, from + 17) * 1000;
}

export function isDigit(byte = 0): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

export function hasWord(bytes: Uint8Array, from: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1) if (bytes[from + index] !== word[index]) return false;
  return true;
}

function two(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) - ZERO) * 10 + (bytes[at + 1] ?? 0) - ZERO;
}

/** Days since 1970-01-01, in a calendar whose years begin in March: so the leap day is a year's last. */
function daysBefore(year: number, month: number, day: number): number {
  const y = month < 3 ? year - 1 : year;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - 719_468;
}
