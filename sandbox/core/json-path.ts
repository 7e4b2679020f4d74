import { itemsOf, membersOf } from './json';

/** The way from a JSON value to one inside of it: member names, element indices. */
export type JsonPath = readonly (string | number)[];

/**
 * Reads a path that begins with `$`. Services differ in the part of JSONPath that they have, so each gives its own
 * `segment`: an expression with the groups `name` (of a member) and `index`.
 * @param refuse makes the error for the rest of the text that is no segment
 */
export function parseJsonPath(text: string, segment: RegExp, refuse: (rest: string) => Error): JsonPath {
  const path: (string | number)[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const match = segment.exec(rest);
    if (!match) throw refuse(rest);
    const { name, index } = match.groups ?? {};
    path.push(name ?? Number(index));
    rest = rest.slice(match[0].length);
  }
  return path;
}

/** The value that a path leads to; undefined if it leads nowhere. */
export function valueAt(path: JsonPath, root: unknown): unknown {
  return path.reduce(
    (value, segment) => (typeof segment === 'string' ? membersOf(value)?.get(segment) : itemsOf(value)?.[segment]),
    root,
  );
}
