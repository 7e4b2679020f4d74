import { styleText } from 'node:util';

/** Columns of the output with --verbose, and if the terminal's width is not known. */
export const WIDTH = 80;
const NARROWEST = 60;
const WIDEST = 200;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** How the output looks: the columns that it may use, and its colours. */
export interface Look {
  readonly width: number;
  readonly paint: Paint;
}

/** Applies a format to a text, or leaves it plain. */
export type Paint = (format: Format, text: string) => string;

export const PLAIN: Paint = (_, text) => text;

/** Colour on a terminal only, unless NO_COLOR is set (https://no-color.org). */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  if (!stream.isTTY || (environment['NO_COLOR'] ?? '') !== '') return PLAIN;
  return (format, text) => styleText(format, text, { validateStream: false });
}

/** The terminal's columns, from 60 to 200; 80 for a file or a pipe. */
export function widthOf({ columns }: { readonly columns?: number }): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns ?? WIDTH));
}

/** One line of at most `width` characters, cut between words if possible; an ellipsis shows that there is more. */
export function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const fitting = text.slice(0, width);
  return `${/^.*\S(?= )/.exec(fitting)?.[0] ?? fitting.slice(0, -1)}…`;
}

/** Lines of at most `width` characters; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  return text.match(new RegExp(`(?!\\s).{1,${width}}(?=\\s|$)|\\S{${width}}`, 'g')) ?? [''];
}

/** A paragraph with an indent; the first line may have another. */
export function paragraph(text: string, indent = '', first = indent, width = WIDTH): string {
  return wrap(text, width - indent.length)
    .map((line, index) => `${index === 0 ? first : indent}${line}`)
    .join('\n');
}

/** A section's title, recognizable without colour too. */
export function heading(text: string, paint: Paint, width = WIDTH): string {
  return wrap(`== ${text}`, width)
    .map((line) => paint('bold', line))
    .join('\n');
}

/** e.g. `1 user`, `2 users`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** e.g. `2 h 3 min`, `1 min 1 s`. */
export function duration(seconds: number): string {
  if (seconds < MINUTE) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  const rest = hours > 0 ? `${minutes} min` : `${seconds % MINUTE} s`;
  return `${hours > 0 ? `${hours} h` : `${minutes} min`}${rest.startsWith('0 ') ? '' : ` ${rest}`}`;
}

/**
 * The time between two ISO 8601 times, in days; in smaller units if it is under two days. Just past a day's boundary
 * it includes the seconds, because a single second can decide.
 */
export function since(time: string, now: string): string {
  const seconds = Math.round((Date.parse(now) - Date.parse(time)) / 1000);
  if (seconds < 2 * DAY) return duration(seconds);
  const [days, rest] = [Math.floor(seconds / DAY), seconds % DAY];
  return rest > 0 && rest < MINUTE ? `${days} days ${rest} s` : `${days} days`;
}

/** An ISO 8601 time with a space instead of the T: `2026-11-24 08:00:00Z`. */
export function shownTime(time: string): string {
  return time.replace('T', ' ');
}

/** The line below a list that is not shown in full. */
export function andMore(number: number, paint: Paint): string[] {
  return number > 0 ? [paint('dim', `and ${number} more`)] : [];
}
