import { styleText } from 'node:util';
import { wrapCommand, wrapText } from './wrap-lines';

/** One thing that was looked at, and whether it is as it has to be. */
export interface Check {
  readonly ok: boolean;
  /** What is so, in one sentence without a full stop. */
  readonly title: string;
  /** What to do; only where not ok. A line that begins with `aws ` is a command. */
  readonly remedy?: string;
  /** More of it, a paragraph each; one that begins with `aws ` is a command. */
  readonly details?: readonly string[];
}

const INDENT = '    ';

/** The checks as text, wrapped at `width`: a line with ✓ or ✗ each, then details, then → what to do; last, the counts. */
export function renderChecks(
  checks: readonly Check[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const paint = (format: 'green' | 'red' | 'bold', text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const lines = checks.flatMap(({ ok, title, details = [], remedy }) => [
    ...block(title, width, ok ? paint('green', '✓') : paint('red', '✗')),
    ...details.flatMap((detail) => inner(detail, width)),
    ...(remedy === undefined ? [] : `→ ${remedy}`.split('\n').flatMap((line) => inner(line, width))),
  ]);
  return [...lines, '', paint('bold', counts(checks)), ''].join('\n');
}

/** The sign stands for one character, whatever its escape codes. */
function block(text: string, width: number, sign: string): string[] {
  return wrapText(text, width - 2).map((line, index) => `${index === 0 ? sign : ' '} ${line}`);
}

function inner(text: string, width: number): string[] {
  if (isCommand(text)) return wrapCommand(text, width - INDENT.length - 2).map(indented);
  return wrapText(text, width - INDENT.length - 2).map(indented);
}

/** Continuation lines stand further in, so that one detail is told from the next. */
function indented(line: string, index: number): string {
  return `${INDENT}${index === 0 ? '' : '  '}${line}`;
}

function isCommand(text: string): boolean {
  return text.startsWith('aws ');
}

function counts(checks: readonly Check[]): string {
  const bad = checks.filter(({ ok }) => !ok).length;
  if (bad === 0) return `all is well (${checks.length} checks)`;
  return `${bad} of ${checks.length} checks: something is to be done`;
}
