import { AwsError } from '../../core/aws-error';
import { itemsOf, parseJson } from '../../core/json';
import type { Fields } from '../../core/fields';

export interface PageRequest {
  /** The operation and its filters: a token of one request is no token of another. */
  readonly scope: string;
  readonly size: number;
  readonly token: string | undefined;
}

/**
 * One page of the items in the order of their keys (each item has its own key). The token holds the last key, so that
 * items which come or go between two pages move no others.
 * @throws AwsError InvalidNextTokenException
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { scope, size, token }: PageRequest,
): { readonly items: T[]; readonly nextToken?: string } {
  const after = token === undefined ? undefined : keyIn(token, scope);
  const rest = items.filter((item) => after === undefined || keyOf(item) > after);
  const ordered = rest.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const shown = ordered.slice(0, size);
  const last = shown.at(-1);
  if (last === undefined || shown.length === ordered.length) return { items: shown };
  return { items: shown, nextToken: Buffer.from(JSON.stringify([scope, keyOf(last)])).toString('base64url') };
}

/** A page's size as Config's operations take it: absent or 0 is the default. */
export function pageSize(
  input: Fields,
  { max, fallback }: { readonly max: number; readonly fallback: number },
): number {
  return input.optionalInteger('Limit', { min: 0, max }) || fallback;
}

/** ListDiscoveredResources and GetResourceConfigHistory have an error of their own for a page that is too large. */
export function inventoryLimit(input: Fields, fallback: number): number {
  const limit = input.optionalInteger('limit', { min: 0 }) ?? 0;
  if (limit > 100) {
    throw new AwsError(
      'InvalidLimitException',
      `Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100`,
    );
  }
  return limit || fallback;
}

function keyIn(token: string, scope: string): string {
  const [owner, key] = itemsOf(parseJson(Buffer.from(token, 'base64url').toString())) ?? [];
  if (owner === scope && typeof key === 'string') return key;
  throw new AwsError('InvalidNextTokenException', 'The nextToken provided is invalid');
}
