import { styleText } from 'node:util';
import type { AuditResult, WhatIf } from '../report/result';
import { wrap } from '../checks/text';
import { openingOf, titleOf } from './opening';
import { marksNote, notesOf, whatIfTitle, withKeysOf } from './phrases';
import { type Section, sectionsOf } from './sections';
import { type Summary, summarize } from './summary';
import { terminalTable } from './terminal';

/** Columns; the layout needs this many. */
const NARROWEST = 60;

export interface Look {
  readonly color: boolean;
  /** Columns of the terminal; no line is longer, except that fewer than 60 are taken as 60. */
  readonly width: number;
}

type Format = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan';

/** The look, with the function that applies a format if there is colour. */
interface Canvas {
  readonly width: number;
  paint(format: Format, text: string): string;
}

/** The audit for the terminal: accounts, inactive, upcoming and exempt users, the others' reasons, thresholds, caveats. */
export function renderTable(result: AuditResult, { color, width }: Look): string {
  const canvas: Canvas = {
    width: Math.max(NARROWEST, width),
    // The caller knows whether this is a terminal.
    paint: (format, text) => (color ? styleText(format, text, { validateStream: false }) : text),
  };
  const summary = summarize(result);
  const parts = [
    [canvas.paint('bold', titleOf(summary)), ...lines(openingOf(summary), canvas)].join('\n'),
    ...sectionsOf(summary).map((section) => list(section, canvas)),
    lines(withKeysOf(summary.totals.withKeys), canvas).join('\n'),
    whatIf(summary, canvas),
    caveats(summary, canvas),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function lines(sentences: readonly string[], { width }: Canvas): string[] {
  return sentences.flatMap((sentence) => wrap(sentence, width));
}

function list({ title, tone, columns, rows, more }: Section, canvas: Canvas): string {
  const heading = canvas.paint('bold', tone && rows.length > 0 ? canvas.paint(tone, title) : title);
  if (rows.length === 0) return `${heading}\n  nobody`;
  return [
    heading,
    terminalTable(columns, rows, canvas.width, (text) => canvas.paint('dim', text)),
    ...(more > 0 ? [`  and ${more} more (use --format csv)`] : []),
  ].join('\n');
}

/** A bar for each threshold, as long as the line has room beside the days, the count and the longest marks. */
function whatIf(summary: Summary, canvas: Canvas): string {
  const { whatIf: answers, threshold } = summary;
  if (answers.length === 0) return '';
  const most = Math.max(1, ...answers.map(({ inactive: count }) => count));
  const digits = String(most).length;
  const marks = ({ marks: whose }: WhatIf) => whose.join(', ');
  const room =
    canvas.width - '  3650 days  '.length - digits - 4 - Math.max(...answers.map((one) => marks(one).length));
  const bar = ({ days, inactive: count }: WhatIf) => {
    const cells = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * room)));
    return (days === threshold ? canvas.paint('red', cells) : cells) + ' '.repeat(room - cells.length);
  };
  const line = (one: WhatIf) =>
    `  ${String(one.days).padStart(4)} days  ${bar(one)}  ${String(one.inactive).padStart(digits)}  ${marks(one)}`;
  const title = canvas.paint('bold', whatIfTitle(summary));
  const notes = lines(marksNote(summary), canvas).map((note) => canvas.paint('dim', note));
  return [title, ...answers.map((one) => line(one).trimEnd()), ...notes].join('\n');
}

function caveats({ audited }: Summary, canvas: Canvas): string {
  const sentences = notesOf(audited, (account) => account.caveats);
  if (sentences.length === 0) return '';
  const items = sentences.flatMap((sentence) =>
    wrap(sentence, canvas.width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
  );
  return [canvas.paint('bold', 'What the audit cannot know'), ...items].join('\n');
}
