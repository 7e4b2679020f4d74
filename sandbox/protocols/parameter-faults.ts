import { NormalizedSchema } from '@smithy/core/schema';
import { itemsOf, membersOf } from '../core/json';
import type { ServiceName } from '../core/service-names';
import { operationSchema } from './services';

/**
 * boto3's messages about parameters given by name, as SSM's aws:executeAwsApi gives them: one sentence for each unknown
 * name and each value of a wrong type.
 */
export function parameterFaults(service: ServiceName, operation: string, input: unknown): string[] {
  return faultsOf(NormalizedSchema.of(operationSchema(service, operation)[4]), input, 'input');
}

function faultsOf(schema: NormalizedSchema, value: unknown, path: string): string[] {
  const wrongType = (wanted: string) => [
    `Invalid type for parameter ${path}, value: ${JSON.stringify(value)}, valid types: ${wanted}`,
  ];
  if (schema.isUnitSchema()) return Object.keys(value ?? {}).map((name) => `Unknown parameter in ${path}: "${name}"`);
  if (schema.isStructSchema()) {
    const known = new Map(schema.structIterator());
    const members = membersOf(value);
    if (!members) return wrongType('dict');
    return [...members].flatMap(([name, member]) => {
      const memberSchema = known.get(name);
      if (!memberSchema)
        return [`Unknown parameter in ${path}: "${name}", must be one of: ${[...known.keys()].join(', ')}`];
      return faultsOf(memberSchema, member, `${path}.${name}`);
    });
  }
  if (schema.isListSchema()) {
    const faultsAt = (item: unknown, index: number) => faultsOf(schema.getValueSchema(), item, `${path}[${index}]`);
    return itemsOf(value)?.flatMap(faultsAt) ?? wrongType('list, tuple');
  }
  if (schema.isMapSchema()) {
    const members = membersOf(value);
    if (!members) return wrongType('dict');
    return [...members].flatMap(([key, item]) => faultsOf(schema.getValueSchema(), item, `${path}.${key}`));
  }
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? [] : wrongType('bool');
  if (schema.isNumericSchema()) return typeof value === 'number' ? [] : wrongType('int');
  if (schema.isTimestampSchema())
    return value instanceof Date || typeof value === 'string' ? [] : wrongType('timestamp');
  return typeof value === 'string' ? [] : wrongType('str');
}
