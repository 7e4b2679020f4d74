import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green';

/** How text is shown. */
export interface Look {
  readonly color: boolean;
  /** Columns, 60 to 200. */
  readonly width: number;
}

interface Stream {
  readonly isTTY?: boolean;
  /** Undefined if the stream is not a terminal. */
  readonly columns?: number;
}

/**
 * Colour on a terminal, unless NO_COLOR is set and not empty (no-color.org). As in Node, FORCE_COLOR wins over both.
 * A line is 80 columns wide, or as wide as the terminal within 60 to 200 columns.
 */
export function look({ isTTY = false, columns = 80 }: Stream, environment: NodeJS.ProcessEnv): Look {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment;
  return {
    color:
      forced === undefined ? isTTY && !refused && terminal !== 'dumb' : ['', '1', '2', '3', 'true'].includes(forced),
    width: Math.min(Math.max(columns, 60), 200),
  };
}

/** Text with a format, if the look has colour. Whether the stream is a terminal has been decided by then. */
export function paint({ color }: Pick<Look, 'color'>, format: Format, text: string): string {
  return color ? styleText(format, text, { validateStream: false }) : text;
}
