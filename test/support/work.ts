import type { SandboxClock } from '../../sandbox/index';

/** Holds the clock during work, but not while the work only waits for the clock. */
export class Work {
  private inProgress = 0;
  private release: (() => void) | undefined;

  constructor(private readonly clock: SandboxClock) {}

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** A wait in the middle of work. */
  async pausedFor(wait: () => Promise<void>): Promise<void> {
    this.end();
    await wait();
    this.begin();
  }

  private begin(): void {
    this.inProgress += 1;
    if (this.inProgress === 1) this.release = this.clock.hold();
  }

  private end(): void {
    this.inProgress -= 1;
    if (this.inProgress === 0) this.release?.();
  }
}
