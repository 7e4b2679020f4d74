import type { Paint } from './paint';

/** The widest line that is printed. */
export const WIDTH = 80;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lines of at most `width` characters; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}

/** A paragraph, each line behind the indent; `first` is put before the first line instead. */
export function paragraph(text: string, indent = '', first = indent): string {
  return wrap(text, WIDTH - indent.length)
    .map((line, index) => `${index === 0 ? first : indent}${line}`)
    .join('\n');
}

/** A section's title; sections are told apart without colour too. */
export function heading(text: string, paint: Paint): string {
  return wrap(`== ${text}`, WIDTH)
    .map((line) => paint('bold', line))
    .join('\n');
}

/** e.g. `1 user`, `2 users`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Whole seconds in words, e.g. `2 h 3 min`, `1 min 1 s`. */
export function duration(seconds: number): string {
  if (seconds < MINUTE) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  const rest = hours > 0 ? `${minutes} min` : `${seconds % MINUTE} s`;
  return `${hours > 0 ? `${hours} h` : `${minutes} min`}${rest.startsWith('0 ') ? '' : ` ${rest}`}`;
}

/**
 * How long before `now` (ISO 8601, both) something was: days, or less for the last two; the seconds too where it is just
 * past a day's boundary, since a single second can decide.
 */
export function since(time: string, now: string): string {
  const seconds = Math.round((Date.parse(now) - Date.parse(time)) / 1000);
  if (seconds < 2 * DAY) return duration(seconds);
  const [days, rest] = [Math.floor(seconds / DAY), seconds % DAY];
  return rest > 0 && rest < MINUTE ? `${days} days ${rest} s` : `${days} days`;
}

/** The same time with a blank for the T: `2026-11-24 08:00:00Z`. */
export function shownTime(time: string): string {
  return time.replace('T', ' ');
}

/** The line that stands for the rest of a long list, if there is a rest. */
export function andMore(number: number, paint: Paint): string[] {
  return number > 0 ? [paint('dim', `and ${number} more`)] : [];
}

function pieces(word: string, width: number): string[] {
  return word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
}
