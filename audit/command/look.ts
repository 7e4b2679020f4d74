/** How the terminal shows text. */
export interface Look {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

export function look(): Look {
  return { color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined, width: 80 };
}
