/** A moment that work waits for, unless the alarm is cancelled. */
export interface Alarm {
  /** Resolves when the clock reaches the moment; never if it is cancelled. */
  readonly reached: Promise<void>;
  cancel(): void;
}

interface Entry {
  readonly time: number;
  readonly background: boolean;
  readonly ring: () => void;
}

/**
 * The sandbox's own time, in milliseconds since the epoch. It stops while anything computes (a `hold`), else it jumps
 * to the next alarm: a four-hour wait takes no time, and nothing depends on the machine's speed.
 */
export class SandboxClock {
  private readonly entries: Entry[] = [];
  private readonly failures: unknown[] = [];
  private holds = 0;
  private released: (() => void) | undefined;
  private added: (() => void) | undefined;

  constructor(
    private current: number,
    /** How much real time has passed; nothing but `--serve` lets the clock follow it. */
    private readonly drift: () => number = () => 0,
  ) {}

  now(): number {
    return this.current + this.drift();
  }

  /** Sleeps until `time`; a moment in the past is reached at once. */
  async sleepUntil(time: number): Promise<void> {
    await this.alarm(time).reached;
  }

  async sleep(milliseconds: number): Promise<void> {
    await this.sleepUntil(this.now() + milliseconds);
  }

  /** A background alarm (a daily schedule) does not count as work that `runUntilIdle` waits for. */
  alarm(time: number, { background = false } = {}): Alarm {
    let entry: Entry | undefined;
    const reached = new Promise<void>((resolve) => {
      entry = { time, background, ring: resolve };
      this.entries.push(entry);
      this.added?.();
    });
    return {
      reached,
      cancel: () => {
        const index = entry ? this.entries.indexOf(entry) : -1;
        if (index >= 0) this.entries.splice(index, 1);
      },
    };
  }

  /** Time stops until the hold is released. Release is idempotent. */
  hold(): () => void {
    this.holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.holds -= 1;
      if (this.holds === 0) this.released?.();
    };
  }

  /** Starts work that nobody awaits; if it fails, the next run of the clock fails with it. */
  spawn(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.failures.push(error));
  }

  /** Rings every alarm up to `time`, in order, and leaves the clock there. */
  async runUntil(time: number): Promise<void> {
    await this.run((entry) => entry.time <= time);
    if (time > this.now()) this.current += time - this.now();
  }

  /** Runs until only background alarms are left; those that come due on the way ring too. */
  async runUntilIdle(): Promise<void> {
    await this.run(() => this.isAwaited());
  }

  /**
   * Runs only until this work succeeds or fails. While the work waits for something besides the clock (an answer that
   * takes real time), time stops: a background alarm would be a jump of days in the middle of a call.
   */
  async runUntilSettled<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const end = () => {
      settled = true;
    };
    const ended = work.then(end, end);
    for (;;) {
      const alarmAdded = new Promise<void>((resolve) => {
        this.added = resolve;
      });
      await this.run(() => !settled && this.isAwaited());
      if (settled) return await work;
      await Promise.race([ended, alarmAdded]);
    }
  }

  /** Whether there is an alarm that something waits for. */
  private isAwaited(): boolean {
    return this.entries.some(({ background }) => !background);
  }

  private async run(wanted: (next: Entry) => boolean): Promise<void> {
    for (;;) {
      await this.settle();
      const next = this.takeNext(wanted);
      if (!next) return;
      if (next.time > this.now()) this.current += next.time - this.now();
      next.ring();
    }
  }

  /** The earliest alarm; among equals, the one set first. */
  private takeNext(wanted: (next: Entry) => boolean): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of this.entries) if (!next || entry.time < next.time) next = entry;
    if (!next || !wanted(next)) return undefined;
    this.entries.splice(this.entries.indexOf(next), 1);
    return next;
  }

  private async settle(): Promise<void> {
    // The continuation of a released hold may take the next hold a few turns of the event loop later.
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      while (this.holds > 0) {
        quiet = 0;
        await new Promise<void>((resolve) => {
          this.released = resolve;
        });
        this.released = undefined;
      }
    }
    if (this.failures.length > 0) throw this.failures.shift();
  }
}
