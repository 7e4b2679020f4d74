/** Standard error, or the like. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  /** The terminal's width. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Names the current activity; a function is called again while the activity lasts. */
export type Watch = (activity: string | (() => string)) => void;

const TICK_MS = 1000;
/** A log cannot overwrite a line, so it gets one line for this many ticks. */
const TICKS_PER_LINE = 10;
const ERASE_LINE = '\r\x1b[2K';

/** Shows an activity of more than a second: on a terminal as one line that is overwritten, elsewhere as plain lines. */
export class Progress {
  private timer: NodeJS.Timeout | undefined;
  private shown = false;

  constructor(private readonly stream: ProgressStream) {}

  readonly watch: Watch = (activity) => {
    this.end();
    let ticks = 0;
    this.timer = setInterval(() => {
      const line = `${typeof activity === 'string' ? activity : activity()} ...`;
      if (this.stream.isTTY) this.stream.write(`${ERASE_LINE}${line.slice(0, this.stream.columns ?? 80)}`);
      else if (ticks % TICKS_PER_LINE === 0) this.stream.write(`${line}\n`);
      this.shown = this.stream.isTTY === true;
      ticks += 1;
    }, TICK_MS).unref();
  };

  end(): void {
    clearInterval(this.timer);
    if (this.shown) this.stream.write(ERASE_LINE);
    this.shown = false;
  }
}
