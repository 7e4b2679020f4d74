import { AwsError } from '../../core/aws-error';
import { itemsOf } from '../../core/json';
import type { Content } from './content';
import { convert } from './value-type';

/** One parameter that a runbook declares. */
export interface Parameter {
  readonly name: string;
  readonly type: (typeof MODELLED_TYPES)[number];
  /** Absent: the parameter is required. */
  readonly default?: unknown;
  readonly allowedPattern?: RegExp;
  readonly allowedValues?: readonly string[];
  readonly minChars?: number;
  readonly maxChars?: number;
}

/** As StartAutomationExecution takes parameters: lists of strings. */
export type GivenParameters = Readonly<Record<string, readonly string[]>>;

const MODELLED_TYPES = ['String', 'StringList', 'Integer', 'Boolean'] as const;
const KEYS = ['type', 'description', 'default', 'allowedPattern', 'allowedValues', 'minChars', 'maxChars'];
const OTHER_KEYS = ['displayType', 'minItems', 'maxItems', 'interpolationType'];

/** AWS: "Data elements and parameters", Systems Manager User Guide. @throws AwsError InvalidDocumentContent; NotModelled */
export function parseParameters(content: Content | undefined): readonly Parameter[] {
  return (content?.entries() ?? []).map(([name, declaration]) => parseParameter(name, declaration));
}

function parseParameter(name: string, content: Content): Parameter {
  if (!/^\w{1,50}$/.test(name)) throw content.invalid(`the parameter name "${name}" does not match \\w{1,50}`);
  content
    .without(...OTHER_KEYS)
    .only(...KEYS)
    .optionalText('description');
  const parameter: Parameter = { name, type: parseType(content.member('type')), ...parseConstraints(content) };
  const initial = content.optionalMember('default');
  if (!initial) return parameter;
  const value = checkDefault(initial, parameter);
  return { ...parameter, default: value };
}

function parseType(content: Content): Parameter['type'] {
  const type = content.asText();
  const modelled = MODELLED_TYPES.find((candidate) => candidate === type);
  if (modelled) return modelled;
  if (/^(StringMap|MapList|(List<)?AWS::[\w:]+>?)$/.test(type)) throw content.notModelled(`the type ${type}`);
  throw content.invalid(`"${type}" is not a parameter type`);
}

function parseConstraints(content: Content): Partial<Parameter> {
  const pattern = content.optionalMember('allowedPattern');
  const values = content.items('allowedValues').map((value) => value.asText());
  const minChars = content.optionalInteger('minChars', { min: 0 });
  const maxChars = content.optionalInteger('maxChars', { min: 1 });
  return {
    ...(pattern && { allowedPattern: fullMatch(pattern) }),
    ...(content.has('allowedValues') && { allowedValues: values }),
    ...(minChars !== undefined && { minChars }),
    ...(maxChars !== undefined && { maxChars }),
  };
}

/** Java's `matches()` is about the whole value. What Java's regular expressions have and ECMAScript's have not is refused. */
function fullMatch(content: Content): RegExp {
  const pattern = content.asText();
  // Java reads && in a character class as an intersection, ECMAScript as two ampersands.
  if (pattern.includes('&&')) throw content.notModelled(`the Java pattern ${pattern}`);
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    throw content.notModelled(`the Java pattern ${pattern}`);
  }
}

function checkDefault(content: Content, parameter: Parameter): unknown {
  const { value } = content;
  const fits =
    parameter.type === 'StringList'
      ? itemsOf(value)?.every((item) => typeof item === 'string')
      : typeof value === { String: 'string', Integer: 'number', Boolean: 'boolean' }[parameter.type];
  if (!fits) throw content.invalid(`${JSON.stringify(value)} is not a ${parameter.type}`);
  const fault = faultOf(parameter, (itemsOf(value) ?? [value]).map(String));
  if (fault !== undefined) throw content.invalid(fault);
  return value;
}

/**
 * The values of all parameters, given or by default, in their types.
 * @throws AwsError InvalidAutomationExecutionParametersException
 */
export function bindParameters(declared: readonly Parameter[], given: GivenParameters): ReadonlyMap<string, unknown> {
  const unknown = Object.keys(given).filter((name) => !declared.some((parameter) => parameter.name === name));
  if (unknown.length > 0) throw refused(`Undefined execution inputs: [${unknown.join(', ')}]`);
  return new Map(declared.map((parameter) => [parameter.name, bind(parameter, given[parameter.name])]));
}

function bind(parameter: Parameter, given: readonly string[] | undefined): unknown {
  if (given === undefined) {
    if (parameter.default === undefined) throw refused(`Missing required parameter: ${parameter.name} in user inputs.`);
    return parameter.default;
  }
  const fault = faultOf(parameter, given);
  if (fault !== undefined) throw refused(fault);
  return parameter.type === 'StringList' ? given : convert(given[0], parameter.type);
}

/** What is wrong with a parameter's values, in AWS's words where they are known; undefined where all is well. */
function faultOf(parameter: Parameter, values: readonly string[]): string | undefined {
  const { name, type, allowedPattern, allowedValues, minChars = 0, maxChars = Infinity } = parameter;
  if (type !== 'StringList' && values.length !== 1)
    return `Parameter "${name}" is a ${type} and must have one value, got ${values.length}.`;
  for (const value of values) {
    const has = `Parameter "${name}" has value "${value}"`;
    if (convert(value, type) === undefined) return `${has}, which is no ${type}.`;
    if (allowedValues && !allowedValues.includes(value)) return `${has} not found in [${allowedValues.join(', ')}].`;
    if (allowedPattern && !allowedPattern.test(value)) return `${has} not matching "${javaSource(allowedPattern)}".`;
    if (value.length < minChars || value.length > maxChars)
      return `${has}, whose length is not from ${minChars} to ${maxChars}.`;
  }
  return undefined;
}

function javaSource(pattern: RegExp): string {
  return pattern.source.slice('^(?:'.length, -')$'.length);
}

function refused(message: string): AwsError {
  return new AwsError('InvalidAutomationExecutionParametersException', message);
}
