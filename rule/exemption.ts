import { patternMatches } from './exemption-pattern';
import type { RuleParameters } from './parameters';
import type { UserFacts } from './user-facts';

/** By what a user is exempt: the tag's key as the user carries it, or the pattern of the list. */
export type Exemption =
  { readonly kind: 'tag'; readonly key: string } | { readonly kind: 'list'; readonly pattern: string };

/** Tag and list are each enough. Tag keys of IAM users are compared without regard to case, as IAM does. */
export function exemptionOf(
  { tags = [], path, name }: Pick<UserFacts, 'tags' | 'path' | 'name'>,
  { exemptTagKey, exemptUsers }: RuleParameters,
): Exemption | undefined {
  const tag = tags.find(({ Key }) => Key?.toLowerCase() === exemptTagKey.toLowerCase());
  if (tag?.Key !== undefined) return { kind: 'tag', key: tag.Key };
  const pattern = exemptUsers.find((candidate) => patternMatches(candidate, path, name));
  return pattern === undefined ? undefined : { kind: 'list', pattern };
}
