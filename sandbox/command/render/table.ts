import Table from 'cli-table3';
import type { Format, Paint } from './paint';
import { wrap } from './text';

export interface Column {
  readonly title: string;
  /** Characters; what does not fit is wrapped. */
  readonly width: number;
  readonly align?: 'right';
}

/** A text that begins on a line of its own. */
export interface Piece {
  readonly text: string;
  readonly format?: Format;
}

export type Cell = string | readonly Piece[];

const GAP = '  ';
const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
};

/** A table without borders, two blanks between its columns. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  const grid = new Table({
    chars: NO_BORDER,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align ?? 'left'),
  });
  grid.push(columns.map(({ title, width }) => cell([{ text: title, format: 'bold' }], width, paint)));
  grid.push(columns.map(({ width }) => paint('dim', '-'.repeat(width))));
  for (const row of rows) grid.push(columns.map(({ width }, index) => cell(row[index] ?? '', width, paint)));
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Wrapped first and painted then, so that no escape code is counted or cut. */
function cell(content: Cell, width: number, paint: Paint): string {
  const parts = typeof content === 'string' ? [{ text: content }] : content;
  return parts
    .flatMap(({ text, format }: Piece) =>
      wrap(text, width).map((line) => (format && line !== '' ? paint(format, line) : line)),
    )
    .join('\n');
}
