import { oneLine } from '../text/text';
import { printable } from '../text/printable';
import type { AuditResult } from '../report/result';
import { openingOf, titleOf } from './opening';
import { marksNote, notesOf, whatIfTitle, withKeysOf } from './phrases';
import { type Column, type Section, sectionsOf } from './sections';
import { summarize } from './summary';

/** Characters of a table. GitHub refuses a job summary of more than 1 MiB: "Adding a job summary", GitHub Docs. */
const MOST_CHARACTERS = 120_000;

/** The audit for the summary of a GitHub job: what the table for the terminal holds. */
export function renderMarkdown(result: AuditResult): string {
  const summary = summarize(result);
  const caveats = notesOf(summary.audited, (account) => account.caveats);
  const thresholds: Section = {
    title: whatIfTitle(summary),
    columns: [{ title: 'Days', align: 'right' }, { title: 'Inactive', align: 'right' }, { title: 'Used by' }],
    rows: summary.whatIf.map(({ days, inactive, marks }) => [String(days), String(inactive), marks.join(', ')]),
    more: 0,
  };
  const parts = [
    `## ${titleOf(summary)}`,
    openingOf(summary).map(escaped).join('<br>\n'),
    ...sectionsOf(summary).map(sectionText),
    ...withKeysOf(summary.totals.withKeys).map(escaped),
    ...(thresholds.rows.length > 0 ? [sectionText(thresholds), ...marksNote(summary).map(escaped)] : []),
    ...(caveats.length > 0
      ? ['### What the audit cannot know', caveats.map((caveat) => `- ${escaped(caveat)}`).join('\n')]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionText({ title, columns, rows, more }: Section): string {
  const heading = `### ${title}`;
  if (rows.length === 0) return `${heading}\n\nnobody`;
  const lines: string[] = [];
  let size = 0;
  for (const row of rows) {
    const line = tableRow(columns.map((_column, index) => escaped(row[index] ?? '')));
    size += line.length;
    if (size > MOST_CHARACTERS) break;
    lines.push(line);
  }
  const rest = more + rows.length - lines.length;
  return [
    `${heading}\n`,
    tableRow(columns.map(({ title: text }) => text)),
    tableRow(columns.map(({ align }: Column) => (align === 'right' ? '--:' : ':--'))),
    ...lines,
    ...(rest > 0 ? [`\nand ${rest} more (use \`--format csv\`)`] : []),
  ].join('\n');
}

/** A row of a table; its cells are Markdown. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * Text without the meaning that Markdown, HTML or GitHub give to it: entities are text to all of them. GitHub makes a
 * link of a mention even then, but not within `code`. "Entity and numeric character references", GitHub Flavored Markdown.
 */
export function escaped(text: string): string {
  return printable(oneLine(text))
    .split(' ')
    .map((word) => (word.includes('@') ? `<code>${entities(word)}</code>` : entities(word)))
    .join(' ');
}

function entities(word: string): string {
  return word.replaceAll(/[.:](?!$)|[^\p{L}\p{N},;().:✗→-]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
