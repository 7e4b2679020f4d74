import { InvalidParameter } from '../rule/decision/errors';

/** The keys of the CDK context that the stacks read. */
export const CONTEXT_KEYS = [
  'organization',
  'messages',
  'exemptTagKey',
  'organizationalUnitIds',
  'regions',
  'excludedAccounts',
  'dependsOn',
  'callAs',
  'failureTolerancePercentage',
  'maxConcurrentPercentage',
  'parameters',
] as const;

export type ContextKey = (typeof CONTEXT_KEYS)[number];

/** How many letters a typo may add, leave out or replace. */
const MOST_EDITS = 2;

/**
 * Refuses a key that looks like a misspelled one: the CDK would ignore it. Any other unknown key may be the CDK's own.
 *
 * @throws InvalidParameter that names both keys
 */
export function checkContextKeys(given: readonly string[]): void {
  const known: readonly string[] = CONTEXT_KEYS;
  for (const key of given.filter((candidate) => !known.includes(candidate))) {
    const near = known.find((candidate) => edits(lettersOf(candidate), lettersOf(key)) <= MOST_EDITS);
    if (near !== undefined) throw new InvalidParameter('the context key', key, near);
  }
}

/** `exempt-tag-key` and `ExemptTagKey` are `exemptTagKey` too. */
function lettersOf(key: string): string {
  return key.toLowerCase().replaceAll(/[-_]/g, '');
}

/** The Levenshtein distance. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of one.split('').entries()) {
    let left = index + 1;
    row = [
      left,
      ...other.split('').map((theirs, column) => {
        const [above = 0, diagonal = 0] = [row[column + 1], row[column]];
        left = Math.min(left + 1, above + 1, diagonal + (letter === theirs ? 0 : 1));
        return left;
      }),
    ];
  }
  return row.at(-1) ?? 0;
}
