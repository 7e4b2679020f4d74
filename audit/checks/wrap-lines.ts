/**
 * Text in lines of at most `width` characters. A word that is longer than a line is cut. Control characters, which a
 * message from elsewhere may hold, become blanks.
 */
export function wrapText(text: string, width: number): string[] {
  return fill(
    wordsOf(text).flatMap((word) => pieces(word, width)),
    width,
  );
}

/** A shell command, in lines that end in a backslash, so that it can be copied as it is; its words are never cut. */
export function wrapCommand(command: string, width: number): string[] {
  const lines = fill(wordsOf(command), width - 2);
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function wordsOf(text: string): string[] {
  return text.split(/[\s\p{Cc}]+/u).filter((word) => word !== '');
}

function pieces(word: string, width: number): string[] {
  return word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [];
}
