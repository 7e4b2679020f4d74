import { type Look, paint } from '../text/look';
import { wrapCommand, wrapText } from '../text/text';

export interface Check {
  readonly ok: boolean;
  /** One sentence without a full stop. */
  readonly title: string;
  /** What to do if the check fails. A line that begins with `aws ` is a command. */
  readonly remedy?: string;
  /** One paragraph each; one that begins with `aws ` is a command. */
  readonly details?: readonly string[];
}

/** What the checks are about. */
export interface Target {
  readonly region: string;
  readonly ruleName: string;
}

/** One JSON document; docs/audit.md describes it. */
export function checksJson(checks: readonly Check[]): string {
  const shown = checks.map(({ ok, title, details = [], remedy }) => ({ ok, title, details, remedy }));
  return `${JSON.stringify({ version: 1, ok: checks.every(({ ok }) => ok), checks: shown }, null, 2)}\n`;
}

const INDENT = '    ';

/** A line with ✓ or ✗ for each check, then its details and → what to do; at the end the number of failed checks. */
export function renderChecks(checks: readonly Check[], look: Look): string {
  return [...checks.flatMap((check) => checkLines(check, look)), '', paint(look, 'bold', summary(checks)), ''].join(
    '\n',
  );
}

/** A line with ✓ or ✗, then the check's details and → what to do. */
export function checkLines({ ok, title, details = [], remedy }: Check, look: Look): string[] {
  const { width } = look;
  return [
    ...titleLines(title, width, ok ? paint(look, 'green', '✓') : paint(look, 'red', '✗')),
    ...details.flatMap((detail) => paragraph(detail, width)),
    ...(remedy === undefined ? [] : `→ ${remedy}`.split('\n').flatMap((line) => paragraph(line, width))),
  ];
}

/** @param sign one character wide on the terminal, whatever its escape codes */
function titleLines(title: string, width: number, sign: string): string[] {
  return wrapText(title, width - 2).map((line, index) => `${index === 0 ? sign : ' '} ${line}`);
}

/** Indents continuation lines further, to tell one detail from the next. */
function paragraph(text: string, width: number): string[] {
  const wrap = text.startsWith('aws ') ? wrapCommand : wrapText;
  return wrap(text, width - INDENT.length - 2).map((line, index) => `${INDENT}${index === 0 ? '' : '  '}${line}`);
}

/** e.g. `1 of 9 checks failed`. */
export function summary(checks: readonly Check[]): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  return failed === 0 ? `all ${checks.length} checks passed` : `${failed} of ${checks.length} checks failed`;
}
