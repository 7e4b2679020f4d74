import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';

/** One page of a list, and the members that say whether there is another. */
interface Page<T> {
  readonly items: T[];
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** Cuts a page out of items that are sorted by `keyOf`. @throws AwsError ValidationError for a marker of another list */
type Pager = <T>(items: readonly T[], keyOf?: (item: T, position: number) => string) => Page<T>;

/**
 * The page that MaxItems (1 to 1,000, by default 100) and Marker ask for. The marker holds the last key given, not a
 * position: a user who is deleted between two pages makes the next page skip nobody.
 */
export function pagerIn(input: Fields): Pager {
  const size = input.optionalInteger('MaxItems', { min: 1, max: 1000 }) ?? 100;
  const marker = input.optionalText('Marker', { min: 1, max: 320, pattern: /^[\u0020-\u00FF]+$/ });
  return (items, keyOf = positionKey) => {
    const after = marker === undefined ? '' : decode(marker);
    const rest = items.map((item, position) => ({ item, key: keyOf(item, position) })).filter(({ key }) => key > after);
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const truncated = rest.length > page.length;
    return {
      items: page.map(({ item }) => item),
      more: { IsTruncated: truncated, ...(truncated && last && { Marker: encode(last.key) }) },
    };
  };
}

/** Short lists (tags, access keys) are paged by position. */
function positionKey(_item: unknown, position: number): string {
  return String(position).padStart(4, '0');
}

function encode(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64');
}

function decode(marker: string): string {
  const key = Buffer.from(marker, 'base64').toString('utf8');
  if (key === '' || encode(key) !== marker) throw new AwsError('ValidationError', 'Invalid Marker.');
  return key;
}
