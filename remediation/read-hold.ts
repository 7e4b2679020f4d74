import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { heldInactive, holdText, holdOn } from '../rule/decision/hold';
import type { RuleParameters } from '../rule/decision/parameters';
import { readStoredEvaluations } from '../rule/reporting/stored-evaluations';

/**
 * Removals are held while more users are inactive than the present maxRemovals. Counts the stored NON_COMPLIANT
 * evaluations, or takes the number in their marks if it is larger, because Config may have stored only a part of them.
 *
 * @returns why removals are held; undefined if they are not
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
