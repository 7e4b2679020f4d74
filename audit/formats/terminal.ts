import { columnsOf, wrap } from '../text/text';
import { printable } from '../text/printable';
import type { Column } from './sections';

const GAP = '  ';
/** Columns of the terminal: an account's id fits. */
const NARROWEST = 12;

/**
 * A table without borders, as wide as its content needs and at most `width`; cells are wrapped. Spare columns are left
 * out, the last one first, while there is no room for all.
 */
export function terminalTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paintTitle: (text: string) => string,
): string {
  const spare = columns.findLastIndex((column) => column.isSpare === true);
  if (spare >= 0 && !fits(columns, rows, width)) {
    const without = <T>(cells: readonly T[]) => cells.filter((_cell, index) => index !== spare);
    return terminalTable(without(columns), rows.map(without), width, paintTitle);
  }
  const widths = widthsOf(columns, rows, width - GAP.length * columns.length);
  const lines = (cells: readonly string[], paint = (text: string) => text): string[] => {
    const wrapped = widths.map((most, index) => wrap(cells[index] ?? '', most));
    const height = Math.max(...wrapped.map(({ length }) => length));
    const cell = (column: number, line: number) => {
      const text = wrapped[column]?.[line] ?? '';
      const blanks = ' '.repeat((widths[column] ?? 0) - columnsOf(text));
      const painted = text === '' ? '' : paint(text);
      return GAP + (columns[column]?.align === 'right' ? blanks + painted : painted + blanks);
    };
    return Array.from({ length: height }, (_, line) =>
      widths
        .map((_width, column) => cell(column, line))
        .join('')
        .trimEnd(),
    );
  };
  const titles = columns.map(({ title }) => title);
  return [...lines(titles, paintTitle), ...rows.flatMap((row) => lines(row))].join('\n');
}

function fits(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): boolean {
  const least = neededWidths(columns, rows).map((needed, index) =>
    columns[index]?.firm === true ? needed : Math.min(needed, NARROWEST),
  );
  return least.reduce((sum, one) => sum + one + GAP.length, 0) <= width;
}

function neededWidths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map(({ title }, index) =>
    Math.max(...[...title.split(' '), ...rows.map((row) => printable(row[index] ?? ''))].map(columnsOf)),
  );
}

/** The widest column gives way first, and a firm one last, until all fit. */
function widthsOf(columns: readonly Column[], rows: readonly (readonly string[])[], room: number): number[] {
  const widths = neededWidths(columns, rows);
  let surplus = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; surplus > 0; surplus -= 1) {
    const soft = widths.map((width, index) => (columns[index]?.firm === true ? 0 : width));
    const most = Math.max(...soft);
    const widest = most > NARROWEST ? soft.indexOf(most) : widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
