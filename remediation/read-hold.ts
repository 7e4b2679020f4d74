import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { heldInactive, holdText, holdOn } from '../rule/decision/hold';
import type { RuleParameters } from '../rule/decision/parameters';
import { readStoredEvaluations } from '../rule/reporting/stored-evaluations';

/**
 * Whether removals are held: more users are inactive at once than maxRemovals, as it is now. The number is the larger of
 * two. The evaluation has marked each held result with how many it found, so any part of its results that is stored
 * counts for the whole; and the stored results are counted.
 *
 * @returns why, or undefined if removals are not held
 */
export async function readHold(
  config: ConfigServiceClient,
  ruleName: string,
  { maxRemovals }: RuleParameters,
): Promise<string | undefined> {
  if (maxRemovals === 0) return 'maxRemovals is 0: no password is deleted';
  const stored = await readStoredEvaluations(config, ruleName, { only: 'NON_COMPLIANT', atMost: maxRemovals + 1 });
  const marks = [...stored.values()].map(({ annotation }) => heldInactive(annotation));
  const hold = holdOn(Math.max(stored.size, ...marks), maxRemovals);
  return hold && holdText(hold);
}
