import { NotModelled } from '../core/aws-error';
import { objectAt, refuseOthers, templateError } from './template-error';
import { itemsOf, scalarText } from '../core/json';

/** What a parameter's value must be. */
export interface Constraints {
  readonly type: 'String' | 'Number';
  readonly allowedValues: readonly string[] | undefined;
  /** Matches the whole value, as Java's Matcher.matches() does. */
  readonly allowedPattern: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minValue: number | undefined;
  readonly maxValue: number | undefined;
  /** What CloudFormation says instead of its own words. */
  readonly description: string | undefined;
}

const COMMON_ATTRIBUTES = ['Type', 'Default', 'Description', 'ConstraintDescription'];
const ATTRIBUTES = {
  String: ['AllowedValues', 'AllowedPattern', 'MinLength', 'MaxLength'],
  Number: ['AllowedValues', 'MinValue', 'MaxValue'],
} as const;

/** Reads one declaration of the Parameters section. @throws AwsError ValidationError; NotModelled by name */
export function readConstraints(name: string, declaration: unknown): Constraints {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw templateError(`Template format error: Parameter name ${name} is non alphanumeric.`);
  }
  const members = objectAt(declaration, `Parameters.${name}`);
  const type = members.get('Type');
  if (type === undefined)
    throw templateError(`Template format error: Every Parameters object must contain a Type member.`);
  if (type !== 'String' && type !== 'Number') {
    throw new NotModelled(`the type ${JSON.stringify(type)} of the parameter ${name}`);
  }
  refuseOthers(members, [...COMMON_ATTRIBUTES, ...ATTRIBUTES[type]], `the attribute of ${type} parameter ${name}:`);
  const number = (attribute: string): number | undefined => numberAt(name, attribute, members.get(attribute));
  const text = (attribute: string): string | undefined => textAt(name, attribute, members.get(attribute));
  return {
    type,
    allowedValues: allowedValuesOf(name, members.get('AllowedValues')),
    allowedPattern: text('AllowedPattern'),
    minLength: number('MinLength'),
    maxLength: number('MaxLength'),
    minValue: number('MinValue'),
    maxValue: number('MaxValue'),
    description: text('ConstraintDescription'),
  };
}

/**
 * Why CloudFormation refuses the value, in its words; undefined where it does not.
 * @throws NotModelled for a number in a notation of which it is not known whether CloudFormation reads it
 */
export function constraintFault(name: string, constraints: Constraints, value: string): string | undefined {
  const requirement = brokenRequirement(name, constraints, value);
  if (requirement === undefined) return undefined;
  return constraints.description === undefined
    ? `Parameter '${name}' must ${requirement}`
    : `Parameter ${name} failed to satisfy constraint: ${constraints.description}`;
}

function brokenRequirement(name: string, constraints: Constraints, value: string): string | undefined {
  const { type, allowedValues, allowedPattern, minLength = 0, maxLength = Infinity } = constraints;
  const { minValue = -Infinity, maxValue = Infinity } = constraints;
  if (type === 'Number' && !isNumber(name, value)) return 'be a number';
  if (allowedValues && !allowedValues.includes(value)) return 'be one of AllowedValues';
  if (allowedPattern !== undefined && !wholeOf(name, allowedPattern).test(value)) {
    return `match pattern ${allowedPattern}`;
  }
  if (value.length < minLength) return `contain at least ${minLength} characters`;
  if (value.length > maxLength) return `contain at most ${maxLength} characters`;
  if (Number(value) < minValue) return `be a number not less than ${minValue}`;
  if (Number(value) > maxValue) return `be a number not greater than ${maxValue}`;
  return undefined;
}

function isNumber(name: string, value: string): boolean {
  if (/^-?\d+(\.\d+)?$/.test(value)) return true;
  if (value.trim() !== '' && Number.isFinite(Number(value))) {
    throw new NotModelled(`the number ${JSON.stringify(value)} for the parameter ${name}: write plain digits`);
  }
  return false;
}

function wholeOf(name: string, pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    throw new NotModelled(`the AllowedPattern of the parameter ${name}: ${String(error)}`);
  }
}

function allowedValuesOf(name: string, value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  const items = itemsOf(value);
  if (!items) throw templateError('Template format error: Every AllowedValues member must be a list.');
  return items.map((item, index) => textAt(name, `AllowedValues.${index}`, item) ?? '');
}

function numberAt(name: string, attribute: string, value: unknown): number | undefined {
  const text = textAt(name, attribute, value);
  if (text === undefined) return undefined;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw templateError(`Template format error: ${attribute} of the parameter ${name} must be a number, got ${text}.`);
}

function textAt(name: string, attribute: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = scalarText(value);
  if (text !== undefined) return text;
  throw templateError(`Template format error: ${attribute} of the parameter ${name} must be a string.`);
}
