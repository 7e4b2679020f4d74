import type { AuditResult, WhatIf } from '../report/result';
import { type Look, paint } from '../text/look';
import { wrap } from '../text/text';
import { openingOf, titleOf } from './opening';
import { marksNote, notesOf, whatIfTitle, withKeysOf } from './phrases';
import { type Section, sectionsOf } from './sections';
import { type Summary, summarize } from './summary';
import { terminalTable } from './terminal';

/** The audit for the terminal: accounts, inactive, upcoming and exempt users, the others' reasons, thresholds, caveats. */
export function renderTable(result: AuditResult, look: Look): string {
  const summary = summarize(result);
  const parts = [
    [paint(look, 'bold', titleOf(summary)), ...lines(openingOf(summary), look)].join('\n'),
    ...sectionsOf(summary).map((section) => list(section, look)),
    lines(withKeysOf(summary.totals.withKeys), look).join('\n'),
    whatIf(summary, look),
    caveats(summary, look),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function lines(sentences: readonly string[], { width }: Look): string[] {
  return sentences.flatMap((sentence) => wrap(sentence, width));
}

function list({ title, tone, columns, rows, more }: Section, look: Look): string {
  const heading = paint(look, 'bold', tone && rows.length > 0 ? paint(look, tone, title) : title);
  if (rows.length === 0) return `${heading}\n  nobody`;
  return [
    heading,
    terminalTable(columns, rows, look.width, (text) => paint(look, 'dim', text)),
    ...(more > 0 ? [`  and ${more} more (use --format csv)`] : []),
  ].join('\n');
}

/** A bar for each threshold, as long as the line has room beside the days, the count and the longest marks. */
function whatIf(summary: Summary, look: Look): string {
  const { whatIf: answers, threshold } = summary;
  if (answers.length === 0) return '';
  const most = Math.max(1, ...answers.map(({ inactive: count }) => count));
  const digits = String(most).length;
  const marks = ({ marks: whose }: WhatIf) => whose.join(', ');
  const room = look.width - '  3650 days  '.length - digits - 4 - Math.max(...answers.map((one) => marks(one).length));
  const bar = ({ days, inactive: count }: WhatIf) => {
    const cells = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * room)));
    return (days === threshold ? paint(look, 'red', cells) : cells) + ' '.repeat(room - cells.length);
  };
  const line = (one: WhatIf) =>
    `  ${String(one.days).padStart(4)} days  ${bar(one)}  ${String(one.inactive).padStart(digits)}  ${marks(one)}`;
  const title = paint(look, 'bold', whatIfTitle(summary));
  const notes = lines(marksNote(summary), look).map((note) => paint(look, 'dim', note));
  return [title, ...answers.map((one) => line(one).trimEnd()), ...notes].join('\n');
}

function caveats({ audited }: Summary, look: Look): string {
  const sentences = notesOf(audited, (account) => account.caveats);
  if (sentences.length === 0) return '';
  const items = sentences.flatMap((sentence) =>
    wrap(sentence, look.width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
  );
  return [paint(look, 'bold', 'What the audit cannot know'), ...items].join('\n');
}
