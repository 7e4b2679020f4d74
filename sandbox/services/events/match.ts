import { itemsOf, membersOf } from '../../core/json';
import { isScalar, type PatternNode, type Scalar } from './pattern';

/**
 * Whether an event is what a pattern asks for: every field of the pattern, each by any of its alternatives. A value that
 * is a list matches if any element does. AWS: "Creating Amazon EventBridge event patterns", EventBridge User Guide.
 */
export function matches(pattern: PatternNode, value: unknown): boolean {
  return pattern.kind === 'field' ? matchesField(pattern.matchers, value) : matchesObject(pattern.members, value);
}

function matchesField(matchers: Extract<PatternNode, { kind: 'field' }>['matchers'], value: unknown): boolean {
  const leaves = leavesOf(value);
  return matchers.some((matcher) =>
    matcher.kind === 'absent' ? leaves.length === 0 : leaves.some((leaf) => matcher.accepts(leaf)),
  );
}

/** All fields of one object must match; of a list, those of one and the same element. */
function matchesObject(wanted: ReadonlyMap<string, PatternNode>, value: unknown): boolean {
  const objects = (itemsOf(value) ?? [value]).flatMap((item) => membersOf(item) ?? []);
  // exists: false is met by a field of an object that is not there.
  const candidates = objects.length > 0 ? objects : [new Map<string, unknown>()];
  return candidates.some((members) => [...wanted].every(([name, node]) => matches(node, members.get(name))));
}

/** "exists" and the others look at leaves only: an object is none. */
function leavesOf(value: unknown): Scalar[] {
  if (isScalar(value)) return [value];
  return (itemsOf(value) ?? []).flatMap(leavesOf);
}
