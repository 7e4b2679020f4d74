import type { Tag } from '../rule/decision/user-facts';

interface AddressSettings {
  /** Key of the tag that holds the address; not case-sensitive, as in IAM. */
  readonly ownerTagKey: string;
  /** In lower case. */
  readonly allowedDomains: readonly string[];
}

/** One mailbox, without a comment, a quote or a second address. The domain is compared with the allowed ones. */
const ADDRESS = /^(?<local>[\w+=-]+(?:\.[\w+=-]+)*)@(?<domain>[A-Za-z0-9.-]+)$/;
/** AWS: "Amazon SES quotas" has none of its own; RFC 5321, 4.5.3.1. */
const MOST_CHARACTERS = 254;

/**
 * The address in the user's tag, or else the user's name, if it is an address in an allowed domain.
 *
 * @returns the address with its domain in lower case; undefined if neither is such an address
 */
export function addressOf(
  { name, tags }: { readonly name: string; readonly tags: readonly Tag[] },
  { ownerTagKey, allowedDomains }: AddressSettings,
): string | undefined {
  const tag = tags.find(({ Key = '' }) => Key.toLowerCase() === ownerTagKey.toLowerCase());
  for (const candidate of [tag?.Value ?? '', name]) {
    const { local = '', domain = '' } = ADDRESS.exec(candidate)?.groups ?? {};
    const address = `${local}@${domain.toLowerCase()}`;
    if (allowedDomains.includes(domain.toLowerCase()) && address.length <= MOST_CHARACTERS) return address;
  }
  return undefined;
}
