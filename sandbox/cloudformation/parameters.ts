import { NotModelled } from '../core/aws-error';
import { itemsOf, scalarText } from '../core/json';
import { objectAt, refuseOthers, templateError } from './template-error';

/** NoEcho has no effect here: nothing describes a stack. */
const ATTRIBUTES = {
  String: ['Type', 'Default', 'Description', 'AllowedValues', 'AllowedPattern', 'MaxLength', 'NoEcho'],
  Number: ['Type', 'Default', 'Description', 'AllowedValues', 'MinValue', 'MaxValue'],
} as const;

/** One declaration of the Parameters section. */
class Parameter {
  private readonly attributes: ReadonlyMap<string, unknown>;
  private readonly type: keyof typeof ATTRIBUTES;

  /** @throws AwsError ValidationError; NotModelled for a type or an attribute */
  constructor(
    readonly name: string,
    declaration: unknown,
  ) {
    if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
      throw templateError(`Template format error: Parameter name ${name} is non alphanumeric.`);
    }
    this.attributes = objectAt(declaration, `Parameters.${name}`);
    const type = this.attributes.get('Type');
    if (type === undefined) {
      throw templateError(`Template format error: Every Parameters object must contain a Type member.`);
    }
    if (type !== 'String' && type !== 'Number') {
      throw new NotModelled(`the type ${JSON.stringify(type)} of the parameter ${name}`);
    }
    this.type = type;
    refuseOthers(this.attributes, ATTRIBUTES[type], `the attribute of ${type} parameter ${name}:`);
  }

  get default(): string | undefined {
    return this.text('Default');
  }

  /** @throws AwsError ValidationError, with CloudFormation's message */
  check(value: string): void {
    const requirement = this.broken(value);
    if (requirement !== undefined) throw templateError(`Parameter '${this.name}' must ${requirement}`);
  }

  private broken(value: string): string | undefined {
    const [allowedPattern, allowed] = [this.text('AllowedPattern'), this.allowedValues()];
    const { minValue, maxValue, maxLength } = {
      minValue: this.number('MinValue') ?? -Infinity,
      maxValue: this.number('MaxValue') ?? Infinity,
      maxLength: this.number('MaxLength') ?? Infinity,
    };
    if (this.type === 'Number' && !this.isNumber(value)) return 'be a number';
    if (allowed && !allowed.includes(value)) return 'be one of AllowedValues';
    if (allowedPattern !== undefined && !this.wholeOf(allowedPattern).test(value)) {
      return `match pattern ${allowedPattern}`;
    }
    if (value.length > maxLength) return `contain at most ${maxLength} characters`;
    if (Number(value) < minValue) return `be a number not less than ${minValue}`;
    if (Number(value) > maxValue) return `be a number not greater than ${maxValue}`;
    return undefined;
  }

  /** @throws NotModelled for a notation that CloudFormation may or may not accept */
  private isNumber(value: string): boolean {
    if (/^-?\d+(\.\d+)?$/.test(value)) return true;
    if (value.trim() === '' || !Number.isFinite(Number(value))) return false;
    throw new NotModelled(`the number ${JSON.stringify(value)} for the parameter ${this.name}: write plain digits`);
  }

  /** Matches the whole value, as Java's Matcher.matches() does. */
  private wholeOf(pattern: string): RegExp {
    try {
      return new RegExp(`^(?:${pattern})$`);
    } catch (error) {
      throw new NotModelled(`the AllowedPattern of the parameter ${this.name}: ${String(error)}`);
    }
  }

  private allowedValues(): (string | undefined)[] | undefined {
    const value = this.attributes.get('AllowedValues');
    const items = itemsOf(value);
    if (value !== undefined && !items) {
      throw templateError('Template format error: Every AllowedValues member must be a list.');
    }
    return items?.map(scalarText);
  }

  private number(attribute: string): number | undefined {
    const text = this.text(attribute);
    if (text === undefined || /^-?\d+(\.\d+)?$/.test(text)) return text === undefined ? text : Number(text);
    throw this.malformed(attribute, `a number, got ${text}`);
  }

  private text(attribute: string): string | undefined {
    const value = this.attributes.get(attribute);
    const text = scalarText(value);
    if (value !== undefined && text === undefined) throw this.malformed(attribute, 'a string');
    return text;
  }

  private malformed(attribute: string, wanted: string): Error {
    return templateError(`Template format error: ${attribute} of the parameter ${this.name} must be ${wanted}.`);
  }
}

/**
 * The value of each template parameter: the given one, or else the default, checked against its constraints. A Number
 * is a string, as in CloudFormation. AWS: "Parameters", CloudFormation User Guide.
 * @param section the template's Parameters, absent if it has none
 * @throws AwsError ValidationError, with CloudFormation's message; NotModelled for a type or an attribute
 */
export function resolveParameters(
  section: unknown,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const declared = [...objectAt(section ?? {}, 'Parameters')].map((entry) => new Parameter(...entry));
  const unknown = Object.keys(given).filter((name) => !declared.some((parameter) => parameter.name === name));
  if (unknown.length > 0 && declared.length === 0) {
    throw templateError('Parameter values specified for a template which does not require them.');
  }
  if (unknown.length > 0) throw templateError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values = declared.map((parameter) => [parameter, given[parameter.name] ?? parameter.default] as const);
  const missing = values.filter(([, value]) => value === undefined).map(([{ name }]) => name);
  if (missing.length > 0) throw templateError(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(
    values.map(([parameter, value = '']) => {
      parameter.check(value);
      return [parameter.name, value];
    }),
  );
}
