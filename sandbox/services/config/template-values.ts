import { AwsError } from '../../core/aws-error';

/** A structure from a template as a record. @throws AwsError ValidationException, naming the place, for anything else */
export function recordOf(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AwsError('ValidationException', `${place} must be a structure, got ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(Object.entries(value));
}

/**
 * CloudFormation reads "5" as 5 and "true" as true where a property is a number or a boolean (a Ref to a parameter is
 * always a string). Any other value is left as it is, for the property's own check.
 */
export function coerced(
  record: Readonly<Record<string, unknown>>,
  { integers = [], booleans = [] }: { readonly integers?: readonly string[]; readonly booleans?: readonly string[] },
): Record<string, unknown> {
  const entries = Object.entries(record).map(([name, value]) => {
    if (integers.includes(name) && typeof value === 'string' && /^\d+$/.test(value)) return [name, Number(value)];
    if (booleans.includes(name) && (value === 'true' || value === 'false')) return [name, value === 'true'];
    return [name, value];
  });
  return Object.fromEntries(entries);
}
