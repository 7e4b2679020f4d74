import { AwsError, NotModelled } from '../core/aws-error';
import type { Range, TextLimits } from '../core/fields';
import { itemsOf, membersOf, scalarText, typeName } from '../core/json';

/**
 * A resource's properties after its functions have been resolved, read one by one and checked as CloudFormation checks
 * them against the resource type's schema; `"90"` is a number and `90` a string where the schema wants one.
 */
export class Properties {
  private constructor(
    /** e.g. `Rule (AWS::Config::ConfigRule)`. */
    private readonly resource: string,
    private readonly type: string,
    private readonly members: ReadonlyMap<string, unknown>,
    /** e.g. `Source.SourceDetails.0.`; empty for the resource's own properties. */
    private readonly path: string,
  ) {}

  /** @throws AwsError ValidationError for what is no object */
  static of(logicalId: string, type: string, value: unknown): Properties {
    const resource = `${logicalId} (${type})`;
    return new Properties(resource, type, objectOf(resource, '', value), '');
  }

  /** Refuses by name each property that is not modelled. */
  only(...names: readonly string[]): this {
    for (const name of this.members.keys()) {
      if (!names.includes(name))
        throw new NotModelled(`${this.type} property ${this.path}${name}, of ${this.resource}`);
    }
    return this;
  }

  /** Every property as it is, for a service that reads them itself. */
  values(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.members);
  }

  /** A property of any shape, e.g. a policy document. */
  data(name: string): unknown {
    return this.required(name, this.members.get(name));
  }

  text(name: string, limits: TextLimits = {}): string {
    return this.required(name, this.optionalText(name, limits));
  }

  optionalText(name: string, limits: TextLimits = {}): string | undefined {
    const value = this.members.get(name);
    return value === undefined ? undefined : this.checkedText(name, value, limits);
  }

  integer(name: string, range: Range = {}): number {
    return this.required(name, this.optionalInteger(name, range));
  }

  optionalInteger(name: string, { min, max }: Range = {}): number | undefined {
    const value = this.members.get(name);
    if (value === undefined) return undefined;
    const integer = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof integer !== 'number' || !Number.isInteger(integer)) throw this.wrongType(name, 'Integer', value);
    if (min !== undefined && integer < min) throw this.broken(name, 'minimum', `${integer} is less than ${min}`);
    if (max !== undefined && integer > max) throw this.broken(name, 'maximum', `${integer} is more than ${max}`);
    return integer;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.members.get(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.wrongType(name, 'Boolean', value);
  }

  structure(name: string): Properties {
    return this.required(name, this.optionalStructure(name));
  }

  optionalStructure(name: string): Properties | undefined {
    const value = this.members.get(name);
    if (value === undefined) return undefined;
    return this.within(name, value);
  }

  /** A list of objects; absent is the empty list. */
  structures(name: string): Properties[] {
    return this.list(name).map((value, index) => this.within(`${name}.${index}`, value));
  }

  /** A list of strings; absent is the empty list. */
  texts(name: string, limits: TextLimits = {}): string[] {
    return this.list(name).map((value, index) => this.checkedText(`${name}.${index}`, value, limits));
  }

  /** An object of strings; absent is the empty object. */
  textMap(name: string): Record<string, string> {
    const members = this.optionalStructure(name)?.members ?? new Map<string, unknown>();
    return Object.fromEntries([...members].map(([key, value]) => [key, this.checkedText(`${name}.${key}`, value, {})]));
  }

  /** Checks Tags, a list of keys and values; what they are for is not modelled. */
  checkTags(): void {
    for (const tag of this.structures('Tags')) {
      tag.only('Key', 'Value').text('Key', { min: 1, max: 128 });
      tag.text('Value', { max: 256 });
    }
  }

  private within(name: string, value: unknown): Properties {
    const members = objectOf(this.resource, `${this.path}${name}`, value);
    return new Properties(this.resource, this.type, members, `${this.path}${name}.`);
  }

  private list(name: string): readonly unknown[] {
    const value = this.members.get(name);
    if (value === undefined) return [];
    const items = itemsOf(value);
    if (!items) throw this.wrongType(name, 'JSONArray', value);
    return items;
  }

  private checkedText(name: string, value: unknown, { min, max, pattern, oneOf }: TextLimits): string {
    const text = scalarText(value);
    if (text === undefined) throw this.wrongType(name, 'String', value);
    if (min !== undefined && text.length < min) throw this.broken(name, 'minLength', `it is shorter than ${min}`);
    if (max !== undefined && text.length > max) throw this.broken(name, 'maxLength', `it is longer than ${max}`);
    if (pattern && !pattern.test(text)) throw this.broken(name, 'pattern', `${text} is not ${pattern.source}`);
    if (oneOf && !oneOf.includes(text)) throw this.broken(name, 'enum', `${text} is not one of ${oneOf.join(', ')}`);
    return text;
  }

  private required<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw invalid(this.resource, this.path, `required key [${name}] not found`);
    return value;
  }

  private wrongType(name: string, wanted: string, value: unknown): AwsError {
    return invalid(this.resource, `${this.path}${name}`, `expected type: ${wanted}, found: ${typeName(value)}`);
  }

  private broken(name: string, keyword: string, why: string): AwsError {
    return invalid(
      this.resource,
      `${this.path}${name}`,
      `failed validation constraint for keyword [${keyword}] (${why})`,
    );
  }
}

function objectOf(resource: string, path: string, value: unknown): ReadonlyMap<string, unknown> {
  const members = membersOf(value);
  if (!members) throw invalid(resource, path, `expected type: JSONObject, found: ${typeName(value)}`);
  return members;
}

/** CloudFormation's words for properties that a resource type's schema refuses. */
function invalid(resource: string, path: string, message: string): AwsError {
  const place = path === '' ? '#' : `#/${path.replace(/\.$/, '').replaceAll('.', '/')}`;
  return new AwsError(
    'ValidationError',
    `Properties validation failed for resource ${resource} with message: ${place}: ${message}`,
  );
}
