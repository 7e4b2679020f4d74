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
  { max, fallback = max }: { max: number; fallback?: number },
): Paging {
  return paging(scope, input.optionalInteger('Limit', { min: 0, max }) || fallback, input.optionalText('NextToken'));
}

/**
 * The token contains the last key: items that come or go between two pages move no others.
 * @param refusal thrown for another request's token, when the page is made
 */
export function paging(
  scope: string,
  size: number,
  token: string | undefined,
  refusal = new AwsError('InvalidNextTokenException', 'The nextToken provided is invalid'),
): Paging {
  return (items, keyOf) => {
    const after = token === undefined ? undefined : keyIn(token, scope);
    if (token !== undefined && after === undefined) throw refusal;
    const rest = items.filter((item) => after === undefined || keyOf(item) > after);
    const ordered = rest.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const shown = ordered.slice(0, size);
    const last = shown.at(-1);
    if (last === undefined || shown.length === ordered.length) return { items: shown };
    return { items: shown, nextToken: Buffer.from(JSON.stringify([scope, keyOf(last)])).toString('base64url') };
  };
}

function keyIn(token: string, scope: string): string | undefined {
  const [owner, key] = itemsOf(parseJson(Buffer.from(token, 'base64url').toString())) ?? [];
  return owner === scope && typeof key === 'string' ? key : undefined;
}
