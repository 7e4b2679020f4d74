import { StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryErrorInfo, StandardRetryToken } from '@smithy/types';

/** The SDK's retries, as many attempts as the product makes, with the caller's delays and without chance. */
export class RetriesOnTheClock extends StandardRetryStrategy {
  constructor(
    maxAttempts: number,
    private readonly sleep: (milliseconds: number) => Promise<void>,
  ) {
    super({ maxAttempts, backoff: { computeNextBackoffDelay: () => 0, setDelayBase: () => undefined } });
  }

  override async refreshRetryTokenForRetry(
    token: StandardRetryToken,
    error: RetryErrorInfo,
  ): Promise<StandardRetryToken> {
    const next = await super.refreshRetryTokenForRetry(token, error);
    await this.sleep(100 * 2 ** token.getRetryCount());
    return next;
  }
}
