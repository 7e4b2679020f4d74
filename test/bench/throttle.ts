import { AwsError } from '../../sandbox/index';

/** A token bucket, as AWS's APIs throttle: a number of calls a second, and a burst that refills. `now` in ms. */
export class Throttle {
  private tokens: number;
  private last: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number,
  ) {
    this.tokens = burst;
    this.last = now();
  }

  /** @throws AwsError Throttling if the bucket is empty */
  take(): void {
    const time = this.now();
    this.tokens = Math.min(this.burst, this.tokens + ((time - this.last) / 1000) * this.perSecond);
    this.last = time;
    if (this.tokens < 1) throw new AwsError('Throttling', 'Rate exceeded');
    this.tokens -= 1;
  }
}
