import { NotModelled } from '../core/aws-error';
import { constraintFault, readConstraints } from './parameter-constraints';
import { objectAt, templateError } from './template-error';
import { scalarText } from '../core/json';

/**
 * The value of each of the template's parameters: the given one, or else the default, checked against its constraints. A
 * Number is a string, as it is in CloudFormation. AWS: "Parameters", CloudFormation User Guide.
 * @param section the template's Parameters, absent where it has none
 * @throws AwsError ValidationError, in CloudFormation's words; NotModelled for a type or an attribute
 */
export function resolveParameters(
  section: unknown,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const declared = section === undefined ? new Map<string, unknown>() : objectAt(section, 'Parameters');
  const unknown = Object.keys(given).filter((name) => !declared.has(name));
  if (unknown.length > 0 && declared.size === 0) {
    throw templateError('Parameter values specified for a template which does not require them.');
  }
  if (unknown.length > 0) throw templateError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values = [...declared].map(([name, declaration]) => ({
    name,
    constraints: readConstraints(name, declaration),
    value: given[name] ?? defaultOf(name, declaration),
  }));
  const missing = values.filter(({ value }) => value === undefined).map(({ name }) => name);
  if (missing.length > 0) throw templateError(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(
    values.map(({ name, constraints, value = '' }) => {
      const fault = constraintFault(name, constraints, value);
      if (fault !== undefined) throw templateError(fault);
      return [name, value];
    }),
  );
}

function defaultOf(name: string, declaration: unknown): string | undefined {
  const value = objectAt(declaration, `Parameters.${name}`).get('Default');
  if (value === undefined) return undefined;
  const text = scalarText(value);
  if (text === undefined) throw new NotModelled(`the default ${JSON.stringify(value)} of the parameter ${name}`);
  return text;
}
