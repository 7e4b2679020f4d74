import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import { itemsOf, parseJson } from '../../core/json';

/** Makes one page of items in the order of their keys; each item has its own key. */
type Paging = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
) => { readonly items: T[]; readonly nextToken?: string };

/**
 * The paging that a request asks for by Limit and NextToken, if its operation has them; a Limit of 0 is the default.
 * @param scope the operation and its filters: the token of one request is not the token of another
 */
export function pagingOf(
  input: Fields,
  scope: string,
  { max, fallback = max, emptyFirst = false }: { max: number; fallback?: number; emptyFirst?: boolean },
): Paging {
  const size = input.optionalInteger('Limit', { min: 0, max }) || fallback;
  return paging(scope, size, input.optionalText('NextToken'), { emptyFirst });
}

/**
 * The token contains the last key: items that come or go between two pages move no others.
 * @param options `refusal` is thrown for another request's token, when the page is made. `emptyFirst` is for operations
 * whose pages AWS documents as sometimes empty although more follow: the first page of a list is then always empty.
 */
export function paging(
  scope: string,
  size: number,
  token: string | undefined,
  {
    refusal = new AwsError('InvalidNextTokenException', 'The nextToken provided is invalid'),
    emptyFirst = false,
  }: { refusal?: AwsError; emptyFirst?: boolean } = {},
): Paging {
  const tokenAfter = (key: string) => Buffer.from(JSON.stringify([scope, key])).toString('base64url');
  return (items, keyOf) => {
    if (emptyFirst && token === undefined && items.length > 0) return { items: [], nextToken: tokenAfter('') };
    const after = token === undefined ? undefined : keyIn(token, scope);
    if (token !== undefined && after === undefined) throw refusal;
    const rest = items.filter((item) => after === undefined || keyOf(item) > after);
    const ordered = rest.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const shown = ordered.slice(0, size);
    const last = shown.at(-1);
    if (last === undefined || shown.length === ordered.length) return { items: shown };
    return { items: shown, nextToken: tokenAfter(keyOf(last)) };
  };
}

function keyIn(token: string, scope: string): string | undefined {
  const [owner, key] = itemsOf(parseJson(Buffer.from(token, 'base64url').toString())) ?? [];
  return owner === scope && typeof key === 'string' ? key : undefined;
}
