/** Bounds of a number, or of the length of a list; both inclusive. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Constraints on a text; lengths in characters. */
export interface TextLimits extends Range {
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
}

/** The keywords of JSON Schema. */
export type Keyword =
  | 'required'
  | 'type'
  | 'minLength'
  | 'maxLength'
  | 'pattern'
  | 'enum'
  | 'minimum'
  | 'maximum'
  | 'minItems'
  | 'maxItems'
  | 'items';

export interface Constraint {
  readonly keyword: Keyword;
  readonly limit: string;
}

/** A constraint on values of a type. */
export interface Check<T> extends Constraint {
  readonly holds: (value: T) => boolean;
}

/** In the order in which AWS lists the constraints of a text. */
export function textChecks({ pattern, oneOf, ...range }: TextLimits): readonly Check<string>[] {
  return [
    ...bounds<string>(range, 'minLength', 'maxLength', ({ length }) => length),
    ...limited('pattern', pattern, (text: string, wanted) => wanted.test(text)),
    ...limited('enum', oneOf, (text: string, known) => known.includes(text)),
  ];
}

export function lengthChecks(range: Range): readonly Check<readonly unknown[]>[] {
  return bounds(range, 'minItems', 'maxItems', ({ length }) => length);
}

export function numberChecks(range: Range): readonly Check<number>[] {
  return bounds(range, 'minimum', 'maximum', (value) => value);
}

function bounds<T>(
  { min, max }: Range,
  least: Keyword,
  most: Keyword,
  sizeOf: (value: T) => number,
): readonly Check<T>[] {
  return [
    ...limited(most, max, (value: T, limit) => sizeOf(value) <= limit),
    ...limited(least, min, (value: T, limit) => sizeOf(value) >= limit),
  ];
}

function limited<T, Limit extends number | RegExp | readonly string[]>(
  keyword: Keyword,
  limit: Limit | undefined,
  holds: (value: T, limit: Limit) => boolean,
): readonly Check<T>[] {
  if (limit === undefined) return [];
  const text = limit instanceof RegExp ? limit.source : Array.isArray(limit) ? limit.join(', ') : String(limit);
  return [{ keyword, limit: text, holds: (value) => holds(value, limit) }];
}
