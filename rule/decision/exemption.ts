import type { RuleParameters } from './parameters';
import type { UserFacts } from './user-facts';
import { wildcardMatches } from './wildcard';

/** What exempts a user: the tag's key as the user carries it, or the entry of the list. */
export type Exemption =
  { readonly kind: 'tag'; readonly key: string } | { readonly kind: 'list'; readonly entry: string };

/**
 * Tag and list are each enough. IAM compares the tag keys of users without regard to case, and so does this.
 *
 * An entry stands for the two ARNs that the Deny in the runbook's role names: the entry itself after `user/`, and the
 * entry below any path. `dave` is the user of that name under any path, and `*` spans slashes, as in IAM. IAM compares
 * ARNs with regard to case and this does not, so IAM never keeps a user whom the rule calls inactive.
 */
export function exemptionOf(
  { tags = [], path, name }: Pick<UserFacts, 'tags' | 'path' | 'name'>,
  { exemptTagKey, exemptUsers }: RuleParameters,
): Exemption | undefined {
  const tag = tags.find(({ Key }) => Key?.toLowerCase() === exemptTagKey.toLowerCase());
  if (tag?.Key !== undefined) return { kind: 'tag', key: tag.Key };
  const user = `${path}${name}`.slice(1).toLowerCase();
  const entry = exemptUsers.find((candidate) => {
    const pattern = candidate.toLowerCase();
    return wildcardMatches(pattern, user) || wildcardMatches(`*/${pattern}`, user);
  });
  return entry === undefined ? undefined : { kind: 'list', entry };
}
