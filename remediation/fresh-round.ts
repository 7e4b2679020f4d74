import { OperationFailed } from '../rule/decision/errors';
import type { Time } from '../rule/account/time';

/** In milliseconds. */
const MAX_AGE = 10_000;
const MAX_ROUNDS = 3;

/**
 * Repeats a round of reads, at most twice, until it succeeds within ten seconds: no read is then older than that.
 *
 * @throws OperationFailed, caused by the last round's error
 */
export async function freshRound<T>(time: Time, round: () => Promise<T>): Promise<T> {
  let failure: unknown;
  for (let count = 1; count <= MAX_ROUNDS; count += 1) {
    const began = time.now().getTime();
    try {
      const result = await round();
      const took = time.now().getTime() - began;
      if (took <= MAX_AGE) return result;
      failure = new Error(`the reads took ${took / 1000} s, and may be ${MAX_AGE / 1000} s old at most`);
    } catch (error) {
      failure = error;
    }
  }
  throw new OperationFailed(`not confirmed in ${MAX_ROUNDS} rounds of reads; nothing is deleted`, failure);
}
