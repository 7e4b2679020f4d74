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

/** The command that has Config evaluate the rule now. */
export function evaluateCommand(region: string, ruleName: string): string {
  return `aws configservice start-config-rules-evaluation --region ${region} --config-rule-names ${quoted(ruleName)}`;
}

/** A word of a POSIX shell's command. */
export function quoted(word: string): string {
  return /^[\w.,:=@/+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
