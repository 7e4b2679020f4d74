import { itemsOf, membersOf } from './json';

/** In a path, stands for each element of a list: `[*]`. */
export const EVERY = Symbol('every element');

/** The way from a JSON value to one inside of it: member names, element indices. */
export type JsonPath = readonly (string | number | typeof EVERY)[];

/**
 * Reads a path that begins with `$`. Services differ in the part of JSONPath that they have, so each gives its own
 * `segment`: an expression with some of the groups `name` and `quoted` (of a member) and `index`; without one of them,
 * what matches is `[*]`.
 * @param refuse makes the error for the rest of the text that is no segment
 */
export function parseJsonPath(text: string, segment: RegExp, refuse: (rest: string) => Error): JsonPath {
  const path: (string | number | typeof EVERY)[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const match = segment.exec(rest);
    if (!match) throw refuse(rest);
    const { name, quoted = name, index } = match.groups ?? {};
    path.push(quoted ?? (index === undefined ? EVERY : Number(index)));
    rest = rest.slice(match[0].length);
  }
  return path;
}

/** All values that a path leads to; a path without `[*]` leads to one at most. */
export function valuesAt(path: JsonPath, root: unknown): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (values, segment) => values.flatMap((value) => inside(value, segment)),
    [root],
  );
}

function inside(value: unknown, segment: JsonPath[number]): readonly unknown[] {
  if (segment === EVERY) return itemsOf(value) ?? [];
  const found = typeof segment === 'string' ? membersOf(value)?.get(segment) : itemsOf(value)?.[segment];
  return found === undefined ? [] : [found];
}
