import type { RuleParameters } from './parameters';
import type { UserFacts } from './user-facts';
import { wildcardMatches } from './wildcard';

/** The key of the user's tag as IAM shows it, or the matching entry of the list. */
export type Exemption =
  | { readonly kind: 'tag'; readonly key: string }
  | { readonly kind: 'list'; readonly entry: string };

/**
 * Either the tag or the list exempts a user. Tag keys are compared without regard to case, as IAM compares them.
 *
 * An entry matches the same users as the Deny in the runbook's role: `user/ENTRY`, and `user/…/ENTRY` below any path.
 * `dave` is the user of that name under any path, and `*` spans slashes, as in IAM. IAM's Deny is case-sensitive and this
 * is not, so IAM never denies the deletion for a user that the rule calls inactive.
 */
export function exemptionOf(
  { tags = [], path, name }: Pick<UserFacts, 'tags' | 'path' | 'name'>,
  { exemptTagKey, exemptUsers }: RuleParameters,
): Exemption | undefined {
  const tag = tags.find(({ Key }) => Key?.toLowerCase() === exemptTagKey.toLowerCase());
  if (tag?.Key !== undefined) return { kind: 'tag', key: tag.Key };
  // The path begins with a slash, so one pattern covers both forms.
  const user = `${path}${name}`.toLowerCase();
  const entry = exemptUsers.find((candidate) => wildcardMatches(`*/${candidate.toLowerCase()}`, user));
  return entry === undefined ? undefined : { kind: 'list', entry };
}
