import { OperationFailed } from '../rule/decision/errors';
import type { Time } from '../rule/account/time';

/** The age, in milliseconds, of the oldest read that an answer may rest on. */
export const OLDEST_READ = 10_000;
const MOST_ROUNDS = 3;

/**
 * An answer from one round of reads, none of which is older than ten seconds when it is given: a round that took longer,
 * or in which a call failed, is repeated, at most twice.
 *
 * @throws OperationFailed, with the last round's error as the cause, if no round was fast enough
 */
export async function freshRound<T>(time: Time, round: () => Promise<T>): Promise<T> {
  let failure: unknown;
  for (let count = 1; count <= MOST_ROUNDS; count += 1) {
    const began = time.now().getTime();
    try {
      const answer = await round();
      const took = time.now().getTime() - began;
      if (took <= OLDEST_READ) return answer;
      failure = new Error(`the reads took ${took / 1000} s, and may be ${OLDEST_READ / 1000} s old at most`);
    } catch (error) {
      failure = error;
    }
  }
  throw new OperationFailed(`not confirmed in ${MOST_ROUNDS} rounds of reads; nothing is deleted`, failure);
}
