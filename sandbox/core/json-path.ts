import { itemsOf, membersOf } from './json';

/** The path from a JSON value to one inside it: member names and element indices. */
export type JsonPath = readonly (string | number)[];

/**
 * Reads a path that begins with `$`. Services support different parts of JSONPath, so each passes its own `segment`: a
 * regular expression with the groups `name` (of a member) and `index`.
 * @param refuse makes the error for a rest of the text that is not a segment
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

/** The value at a path; undefined if the path leads nowhere. */
export function valueAt(path: JsonPath, root: unknown): unknown {
  return path.reduce(
    (value, segment) => (typeof segment === 'string' ? membersOf(value)?.get(segment) : itemsOf(value)?.[segment]),
    root,
  );
}
