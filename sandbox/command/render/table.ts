import { type Format, type Paint, wrap } from './text';

export interface Column {
  readonly title: string;
  /** Characters; longer text is wrapped. */
  readonly width: number;
  readonly align?: 'right';
}

/** Part of a cell, on lines of its own. */
interface Part {
  readonly text: string;
  readonly format?: Format;
}

export type Cell = string | readonly Part[];

/** A table without borders, two spaces between its columns. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  const titles = columns.map(({ title }): Cell => [{ text: title, format: 'bold' }]);
  const rule = columns.map(({ width }): Cell => [{ text: '-'.repeat(width), format: 'dim' }]);
  return [titles, rule, ...rows].flatMap((cells) => rowLines(columns, cells, paint)).join('\n');
}

function rowLines(columns: readonly Column[], row: readonly Cell[], paint: Paint): string[] {
  const cells = columns.map((column, index) => cellLines(row[index] ?? '', column, paint));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ width }, index) => cells[index]?.[line] ?? ' '.repeat(width))
      .join('  ')
      .trimEnd(),
  );
}

/** Wraps before painting, so escape codes are neither counted nor cut. */
function cellLines(cell: Cell, { width, align }: Column, paint: Paint): string[] {
  const parts: readonly Part[] = typeof cell === 'string' ? [{ text: cell }] : cell;
  return parts.flatMap(({ text, format }) =>
    wrap(text, width).map((line) => {
      const blanks = ' '.repeat(width - line.length);
      const painted = format && line !== '' ? paint(format, line) : line;
      return align === 'right' ? blanks + painted : painted + blanks;
    }),
  );
}
