import { itemsOf, membersOf } from '../../core/json';
import { AwsError, NotModelled } from '../../core/aws-error';

export type Scalar = string | number | boolean | null;

/** One alternative of a field: what a value of it must be, or that there must be none. */
export type Matcher =
  { readonly kind: 'value'; readonly accepts: (value: Scalar) => boolean } | { readonly kind: 'absent' };

/** An event pattern, checked. */
export type PatternNode =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, PatternNode> }
  | { readonly kind: 'field'; readonly matchers: readonly Matcher[] };

/**
 * Reads an event pattern: exact values, prefix, anything-but and exists.
 * AWS: "Comparison operators for use in event patterns", EventBridge User Guide.
 * @throws AwsError InvalidEventPatternException; NotModelled for another operator
 */
export function parsePattern(pattern: unknown): PatternNode {
  if (!membersOf(pattern)) throw invalid('Filter is not an object');
  return parseNode(pattern, 'the pattern');
}

function parseNode(value: unknown, name: string): PatternNode {
  const items = itemsOf(value);
  if (items) {
    if (items.length === 0) throw invalid('Empty arrays are not allowed');
    return { kind: 'field', matchers: items.map(parseMatcher) };
  }
  const members = membersOf(value);
  if (!members) throw invalid(`"${name}" must be an object or an array`);
  if (members.size === 0) throw invalid('Empty objects are not allowed');
  return {
    kind: 'object',
    members: new Map(
      [...members].map(([key, member]) => {
        if (key === '$or') throw new NotModelled('$or in an event pattern');
        return [key, parseNode(member, key)];
      }),
    ),
  };
}

function parseMatcher(item: unknown): Matcher {
  if (isScalar(item)) return accepting((value) => value === item);
  const [entry, ...others] = membersOf(item) ?? [];
  if (!entry) throw invalid('Match value must be String, number, true, false, or null');
  if (others.length > 0) throw invalid('Only one key allowed in match expression');
  const [operator, operand] = entry;
  if (operator === 'prefix') return prefixMatcher(operand);
  if (operator === 'anything-but') return anythingBut(operand);
  if (operator === 'exists') return existsMatcher(operand);
  if (NOT_MODELLED.has(operator)) throw new NotModelled(`the operator ${operator} in an event pattern`);
  throw invalid(`Unrecognized match type ${operator}`);
}

const NOT_MODELLED = new Set(['suffix', 'equals-ignore-case', 'wildcard', 'numeric', 'cidr']);

function prefixMatcher(operand: unknown): Matcher {
  if (membersOf(operand)) throw new NotModelled(`the prefix ${JSON.stringify(operand)} in an event pattern`);
  if (typeof operand !== 'string') throw invalid('prefix match pattern must be a string');
  return accepting((value) => hasPrefix(value, operand));
}

function existsMatcher(operand: unknown): Matcher {
  if (typeof operand !== 'boolean') throw invalid('exists match pattern must be either true or false.');
  return operand ? accepting(() => true) : { kind: 'absent' };
}

function anythingBut(operand: unknown): Matcher {
  const members = membersOf(operand);
  if (members) {
    const prefix = members.get('prefix');
    if (members.size !== 1 || typeof prefix !== 'string') {
      throw new NotModelled(`anything-but ${JSON.stringify(operand)} in an event pattern`);
    }
    if (prefix === '') throw invalid('Null prefix/suffix not allowed');
    return accepting((value) => !hasPrefix(value, prefix));
  }
  const excluded = itemsOf(operand) ?? [operand];
  const [first] = excluded;
  const alike = (typeof first === 'string' || typeof first === 'number') && excluded.every(sameTypeAs(first));
  if (!alike) throw invalid('Inside anything but list, values must be all strings or all numbers');
  return accepting((value) => !excluded.includes(value));
}

function sameTypeAs(first: string | number): (value: unknown) => boolean {
  return (value) => typeof value === typeof first;
}

function accepting(accepts: (value: Scalar) => boolean): Matcher {
  return { kind: 'value', accepts };
}

function hasPrefix(value: Scalar, prefix: string): boolean {
  return typeof value === 'string' && value.startsWith(prefix);
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
