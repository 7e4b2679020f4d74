import { itemsOf, membersOf } from '../../core/json';
import { NotModelled } from '../../core/aws-error';

/** Where a variable of an input transformer finds its value: member names and indices, from the event down. */
export type EventPath = readonly (string | number)[];

const SEGMENT = /^(?:\.([A-Za-z0-9_\-/]+)|\[(\d{1,6})\])/;

/**
 * Reads e.g. `$.detail.newEvaluationResult.annotation`, `$.resources[0]`.
 * AWS: "Amazon EventBridge input transformation" lists the syntax. @throws NotModelled for the rest of JSONPath
 */
export function parseEventPath(text: string): EventPath {
  if (!text.startsWith('$'))
    throw new NotModelled(`the path ${text} of an input transformer, which does not begin with $`);
  const path: (string | number)[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const match = SEGMENT.exec(rest);
    if (!match) throw new NotModelled(`this part of a path, "${rest}" in "${text}", of an input transformer`);
    const [whole, member, index] = match;
    path.push(member ?? Number(index));
    rest = rest.slice(whole.length);
  }
  return path;
}

/** The value that a path leads to; undefined where it leads nowhere. */
export function valueAt(path: EventPath, event: unknown): unknown {
  return path.reduce<unknown>(
    (value, segment) => (typeof segment === 'number' ? itemsOf(value)?.[segment] : membersOf(value)?.get(segment)),
    event,
  );
}
