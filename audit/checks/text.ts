import type { RuleParameters } from '../../rule/decision/parameters';

/** e.g. `1 user`, `2 users`. */
export function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function parametersText(parameters: RuleParameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(',') || '(none)' : value}`)
    .join(', ');
}

/** The AWS CLI command that evaluates the rule now. */
export function evaluateCommand(region: string, ruleName: string): string {
  return `aws configservice start-config-rules-evaluation --region ${region} --config-rule-names ${quoted(ruleName)}`;
}

/** One argument of a POSIX shell command. */
export function quoted(argument: string): string {
  return /^[\w.,:=@/+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** Lines of at most `width` characters. Longer words are cut; control characters, e.g. in AWS's messages, become spaces. */
export function wrapText(text: string, width: number): string[] {
  const pieces = new RegExp(`.{1,${width}}`, 'gu');
  return fill(
    wordsOf(text).flatMap((word) => word.match(pieces) ?? []),
    width,
  );
}

/** Lines that end in a backslash, so the command can be copied. Its words are never cut. */
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
