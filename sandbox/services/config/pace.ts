import type { SandboxClock } from '../../core/clock';

/** A limited number of places. If all are taken, a caller waits for one, first come, first served. */
export class Places {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** @returns a function that frees the place; call it once */
  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    };
  }
}

/** Turns that are at least an interval apart. */
export class Pace {
  private next = -Infinity;

  constructor(
    private readonly clock: SandboxClock,
    private readonly intervalMilliseconds: number,
  ) {}

  async turn(): Promise<void> {
    const mine = Math.max(this.clock.now(), this.next);
    this.next = mine + this.intervalMilliseconds;
    await this.clock.sleepUntil(mine);
  }
}
