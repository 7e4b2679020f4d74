import { printable } from './printable';

/** e.g. `1 user`, `2 users`. */
export function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** From Hangul on, a character may take two columns of a terminal; our own marks take one. */
const WIDE = /(?![✓✗→…–])[\u1100-\u{10ffff}]/gu;

/** How many columns of a terminal the text takes at most. */
export function columnsOf(text: string): number {
  return text.replaceAll(WIDE, '..').length;
}

/** Printable lines of at most `width` columns; a longer word is cut, and a text with wide characters wrapped early. */
export function wrap(text: string, width: number): string[] {
  const shown = printable(text);
  const most = shown.search(WIDE) < 0 || columnsOf(shown) <= width ? width : Math.floor(width / 2);
  return shown.match(new RegExp(`(?! ).{1,${most}}(?= |$)|[^ ]{${most}}`, 'gu')) ?? [''];
}

/** The same, with a space for each line end and control character: for sentences, e.g. AWS's messages. */
export function wrapText(text: string, width: number): string[] {
  return wrap(oneLine(text), width);
}

/** Lines that end in a backslash, so the command can be copied. Its words are never cut. */
export function wrapCommand(command: string, width: number): string[] {
  const lines = oneLine(command).match(new RegExp(`(?! ).{1,${width - 2}}(?= |$)|[^ ]+`, 'gu')) ?? [''];
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/** With a space for each line end and control character. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
