/**
 * Text that is safe to show on a terminal: what it would obey, or show as something else, becomes a question mark. A
 * tag's key or a file's name may hold escape sequences, line ends and marks that turn the direction of writing.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}

/** From here on a character may take two columns (Hangul is the first that does): counted so, no line is too long. */
const FIRST_WIDE = 0x1100;

/** How many columns of a terminal the text takes at most. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isWide(character) ? 2 : 1;
  return columns;
}

/** Printable lines of at most `width` columns; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text)
    .split(' ')
    .flatMap((long) => pieces(long, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (columnsOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (columnsOf(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= FIRST_WIDE;
}
