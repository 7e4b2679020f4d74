/** Where progress is written: standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Says what is going on now; a function is asked again as it goes on. */
export type Watch = (activity: string | (() => string)) => void;

const TICK_MS = 1000;
/** How often a log, where a line cannot be overwritten, gets another one. */
const TICKS_PER_LINE = 10;

/** Says what takes longer than a second: one line that is overwritten on a terminal, plain lines elsewhere. */
export class Progress {
  private timer: NodeJS.Timeout | undefined;
  private shown = false;

  constructor(private readonly stream: ProgressStream) {}

  /** The previous activity has ended, this one begins. */
  readonly watch: Watch = (activity) => {
    this.end();
    let ticks = 0;
    this.timer = setInterval(() => {
      this.show(typeof activity === 'string' ? activity : activity(), ticks);
      ticks += 1;
    }, TICK_MS);
    this.timer.unref();
  };

  end(): void {
    clearInterval(this.timer);
    if (this.shown) this.stream.write('\r\x1b[2K');
    this.shown = false;
  }

  private show(activity: string, ticks: number): void {
    if (this.stream.isTTY) {
      this.stream.write(`\r\x1b[2K${activity} ...`.slice(0, 80));
      this.shown = true;
    } else if (ticks % TICKS_PER_LINE === 0) {
      this.stream.write(`${activity} ...\n`);
    }
  }
}
