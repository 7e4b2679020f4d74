/** The value of a JSON text; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The members of a JSON object, without those that are undefined; undefined for anything else. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** The items of a JSON list; undefined for anything else. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A value with `change` applied to each of its members or elements; a scalar as it is. */
export function mapJson(value: unknown, change: (inner: unknown) => unknown): unknown {
  const members = membersOf(value);
  if (members) return Object.fromEntries([...members].map(([name, member]) => [name, change(member)]));
  return itemsOf(value)?.map(change) ?? value;
}

/** A string, or a number or boolean as its text (CloudFormation's own conversion); undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The types of JSON values, by CloudFormation's names. */
export type JsonType = 'String' | 'Integer' | 'Number' | 'Boolean' | 'JSONArray' | 'JSONObject' | 'Null';

export function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Number';
  if (typeof value === 'object') return 'JSONObject';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}

/**
 * CloudFormation reads "5" as 5 and "true" as true if a property is a number or a boolean, since a Ref to a parameter is
 * always a string; and 5 as "5" if it is a string. Any other value stays as it is.
 */
export function coerced(value: unknown, type: JsonType): unknown {
  if (type === 'String') return scalarText(value) ?? value;
  if (type === 'Integer' && typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  if (type === 'Boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
