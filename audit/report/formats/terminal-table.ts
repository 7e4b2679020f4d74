import Table from 'cli-table3';
import { columnsOf, printable, wrap } from './terminal-text';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Dates and the like, which are read down the column: never wrapped where another column can give way. */
  readonly firm?: boolean;
}

const INDENT = '  ';
const GAP = '  ';
const NARROWEST = 8;
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

/** A table without borders, as wide as its content needs and at most `width`; what does not fit its column is wrapped. */
export function terminalTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paintTitle: (text: string) => string,
): string {
  const room = width - INDENT.length - GAP.length * (columns.length - 1);
  const wanted = columns.map(({ title, firm = false }, index) => ({
    firm,
    width: Math.max(...[...title.split(' '), ...rows.map((row) => printable(row[index] ?? ''))].map(columnsOf)),
  }));
  const widths = fit(wanted, room);
  const table = new Table({
    chars: NO_BORDER,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: widths,
    colAligns: columns.map(({ align }) => align ?? 'left'),
  });
  // Wrapped here and painted then, so that no escape code is counted or cut.
  const lines = (text: string, index: number) => wrap(text, widths[index] ?? NARROWEST);
  table.push(columns.map(({ title }, index) => lines(title, index).map(paintTitle).join('\n')));
  table.push(...rows.map((row) => columns.map((_, index) => lines(row[index] ?? '', index).join('\n'))));
  return table
    .toString()
    .split('\n')
    .map((line) => `${INDENT}${line}`.trimEnd())
    .join('\n');
}

/** The widest column gives way first, and a firm one last, until all fit. */
function fit(wanted: readonly { readonly firm: boolean; readonly width: number }[], room: number): number[] {
  const widths = wanted.map(({ width }) => width);
  let surplus = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; surplus > 0; surplus -= 1) {
    const soft = widths.map((width, index) => (wanted[index]?.firm === true ? 0 : width));
    const most = Math.max(...soft);
    const widest = most > NARROWEST ? soft.indexOf(most) : widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
