import { installDate } from './date';

interface Timer {
  readonly time: number;
  readonly run: () => void;
}

/**
 * The environment's time: `Date` and `setTimeout` follow the sandbox's clock instead of the machine's. The code's waits
 * and retries take no real time.
 */
export class VirtualTime {
  private readonly timers = new Map<number, Timer>();
  private lastId = 0;

  constructor(
    public now: number,
    private readonly onChange: () => void,
  ) {}

  /** Replaces the global clock and timers. */
  install(): void {
    installDate(() => this.now);
    Object.assign(globalThis, {
      setTimeout: (run: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
        this.set(delay, () => run(...args)),
      clearTimeout: (timer: unknown) => this.clear(timer),
      setInterval: () => {
        throw new Error('not modelled by this local AWS: setInterval in a Lambda function');
      },
    });
  }

  /** The moment of the earliest timer, if there is one. */
  next(): number | undefined {
    const times = [...this.timers.values()].map(({ time }) => time);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Runs the timers that are due, in order, each followed by the work that it started. */
  async advanceTo(now: number): Promise<void> {
    this.now = Math.max(this.now, now);
    const due = [...this.timers].filter(([, { time }]) => time <= this.now).toSorted(([, a], [, b]) => a.time - b.time);
    for (const [id, timer] of due) {
      if (!this.timers.delete(id)) continue;
      timer.run();
      // No turn of the event loop: on a busy machine, what arrives meanwhile would run between two timers.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
  }

  private set(delay: number, run: () => void) {
    this.lastId += 1;
    const id = this.lastId;
    this.timers.set(id, { time: this.now + Math.max(delay, 1), run });
    this.onChange();
    const timer = {
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      refresh: () => timer,
      [Symbol.toPrimitive]: () => id,
    };
    return timer;
  }

  private clear(timer: unknown): void {
    if (timer !== undefined && timer !== null) this.timers.delete(Number(timer));
  }
}
