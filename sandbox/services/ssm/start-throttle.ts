import { AwsError } from '../../core/aws-error';

const STARTS_PER_SECOND = 1;
/** AWS does not publish how many starts at once it lets pass. */
const BURST = 10;

/** StartAutomationExecution's throttle for callers of the API: a bucket of 10 starts that refills by one a second. */
export class StartThrottle {
  private tokens = BURST;
  private refilled: number;

  /** `now` is in milliseconds since the epoch. */
  constructor(private readonly now: () => number) {
    this.refilled = now();
  }

  /** @throws AwsError ThrottlingException */
  take(): void {
    const now = this.now();
    this.tokens = Math.min(BURST, this.tokens + ((now - this.refilled) / 1000) * STARTS_PER_SECOND);
    this.refilled = now;
    if (this.tokens < 1) throw new AwsError('ThrottlingException', 'Rate exceeded');
    this.tokens -= 1;
  }
}
