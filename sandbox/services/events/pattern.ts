import { AwsError, NotModelled } from '../../core/aws-error';
import { itemsOf, membersOf } from '../../core/json';

/** Whether an event, or a value in it, matches the pattern. */
export type Pattern = (value: unknown) => boolean;

/**
 * Reads an event pattern of exact values and prefixes. Every field of the pattern must match, each by any of its
 * alternatives; a value that is a list matches if any element does.
 * AWS: "Creating Amazon EventBridge event patterns" and "Comparison operators for use in event patterns", EventBridge
 * User Guide. @throws AwsError InvalidEventPatternException; NotModelled for another operator
 */
export function parsePattern(pattern: unknown): Pattern {
  if (!membersOf(pattern)) throw invalid('Filter is not an object');
  return parseNode(pattern, 'the pattern');
}

function parseNode(value: unknown, name: string): Pattern {
  const items = itemsOf(value);
  if (items) {
    if (items.length === 0) throw invalid('Empty arrays are not allowed');
    const alternatives = items.map(parseAlternative);
    return (actual) => leavesOf(actual).some((leaf) => alternatives.some((accepts) => accepts(leaf)));
  }
  const members = membersOf(value);
  if (!members) throw invalid(`"${name}" must be an object or an array`);
  if (members.size === 0) throw invalid('Empty objects are not allowed');
  if (members.has('$or')) throw new NotModelled('$or in an event pattern');
  const fields = [...members].map(([key, member]) => [key, parseNode(member, key)] as const);
  // All fields of one object must match; of a list, those of one and the same element.
  return (actual) =>
    (itemsOf(actual) ?? [actual]).some((item) => {
      const found = membersOf(item);
      return found !== undefined && fields.every(([key, accepts]) => accepts(found.get(key)));
    });
}

const NOT_MODELLED = new Set(['suffix', 'equals-ignore-case', 'wildcard', 'numeric', 'cidr', 'anything-but', 'exists']);

function parseAlternative(item: unknown): Pattern {
  if (isScalar(item)) return (value) => value === item;
  const [entry, ...others] = membersOf(item) ?? [];
  if (!entry) throw invalid('Match value must be String, number, true, false, or null');
  if (others.length > 0) throw invalid('Only one key allowed in match expression');
  const [operator, operand] = entry;
  if (NOT_MODELLED.has(operator)) throw new NotModelled(`the operator ${operator} in an event pattern`);
  if (operator !== 'prefix') throw invalid(`Unrecognized match type ${operator}`);
  if (membersOf(operand)) throw new NotModelled(`the prefix ${JSON.stringify(operand)} in an event pattern`);
  if (typeof operand !== 'string') throw invalid('prefix match pattern must be a string');
  return (value) => typeof value === 'string' && value.startsWith(operand);
}

/** A scalar as a list, or the scalars in a list. */
function leavesOf(value: unknown): unknown[] {
  return isScalar(value) ? [value] : (itemsOf(value) ?? []).flatMap(leavesOf);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
