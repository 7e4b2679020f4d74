import { NotModelled } from '../../core/aws-error';
import type { Properties } from '../../cloudformation/properties';

/** A property that may have a fraction; a text of digits is a number, as everywhere in CloudFormation. */
export function optionalNumber(properties: Properties, name: string): number | undefined {
  const text = properties.optionalText(name, { pattern: /^-?\d+(\.\d+)?$/ });
  return text === undefined ? undefined : Number(text);
}

/** @throws NotModelled where it is missing: alarms without a threshold are those that look for anomalies */
export function numberOf(properties: Properties, name: string): number {
  const value = optionalNumber(properties, name);
  if (value === undefined) throw new NotModelled(`an alarm without ${name}`);
  return value;
}
