import { AwsError, NotModelled } from './aws-error';
import { type ServiceName, VALIDATION_CODE } from './service-names';

/** AWS's constraints on a text; lengths in characters. */
export interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
}

/** Bounds of a number, or of a list's length; both inclusive. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/**
 * The members of a decoded request, read one by one and checked as AWS checks them.
 *
 * A member that breaks a constraint is AWS's own error: the service's validation code and the sentence
 * "1 validation error detected: Value ... at ... failed to satisfy constraint: ...". (AWS counts all of them; this
 * stops at the first.)
 */
export class Fields {
  private constructor(
    private readonly service: ServiceName,
    private readonly members: ReadonlyMap<string, unknown>,
    private readonly path: string,
  ) {}

  static of(service: ServiceName, input: unknown, path = ''): Fields {
    if (typeof input !== 'object' || input === null) {
      throw new AwsError(
        VALIDATION_CODE[service],
        `expected a structure${path && ` at '${path}'`}, got ${typeof input}`,
      );
    }
    return new Fields(service, new Map(Object.entries(input)), path);
  }

  has(name: string): boolean {
    return this.members.get(name) !== undefined && this.members.get(name) !== null;
  }

  /** Refuses by name every member that the operation's model here does not know. */
  only(...names: readonly string[]): this {
    for (const name of this.members.keys()) {
      if (this.has(name) && !names.includes(name)) throw new NotModelled(`the member ${this.at(name)} of this call`);
    }
    return this;
  }

  text(name: string, limits: TextLimits = {}): string {
    return this.required(name, this.optionalText(name, limits));
  }

  optionalText(name: string, limits: TextLimits = {}): string | undefined {
    const value = this.members.get(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.wrongType(name, 'a string', value);
    this.checkText(name, value, limits);
    return value;
  }

  integer(name: string, range: Range = {}): number {
    return this.required(name, this.optionalInteger(name, range));
  }

  optionalInteger(name: string, { min, max }: Range = {}): number | undefined {
    const value = this.members.get(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.wrongType(name, 'an integer', value);
    if (min !== undefined && value < min)
      throw this.broken(name, value, `Member must have value greater than or equal to ${min}`);
    if (max !== undefined && value > max)
      throw this.broken(name, value, `Member must have value less than or equal to ${max}`);
    return value;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.members.get(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'boolean') throw this.wrongType(name, 'a boolean', value);
    return value;
  }

  date(name: string): Date {
    const value = this.required(name, this.members.get(name));
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw this.wrongType(name, 'a timestamp', value);
    return value;
  }

  /** A list of strings; absent is the empty list. `range` bounds its length, `limits` each element. */
  texts(name: string, range: Range = {}, limits: TextLimits = {}): string[] {
    return this.list(name, range).map((value, index) => {
      if (typeof value !== 'string') throw this.wrongType(`${name}.${index + 1}.member`, 'a string', value);
      this.checkText(`${name}.${index + 1}.member`, value, limits);
      return value;
    });
  }

  /** A list of structures; absent is the empty list. */
  structures(name: string, range: Range = {}): Fields[] {
    return this.list(name, range).map((value, index) =>
      Fields.of(this.service, value, `${this.at(name)}.${index + 1}.member`),
    );
  }

  structure(name: string): Fields {
    return Fields.of(this.service, this.required(name, this.members.get(name)), this.at(name));
  }

  /** A map of string lists (SSM's parameters); absent is the empty map. */
  textLists(name: string): Record<string, string[]> {
    const value = this.members.get(name);
    if (value === undefined || value === null) return {};
    const map = Fields.of(this.service, value, this.at(name));
    return Object.fromEntries([...map.members.keys()].map((key) => [key, map.texts(key)]));
  }

  private list(name: string, { min, max }: Range): readonly unknown[] {
    const value = this.members.get(name);
    if (value === undefined || value === null) {
      if (min !== undefined && min > 0) throw this.missing(name);
      return [];
    }
    if (!Array.isArray(value)) throw this.wrongType(name, 'a list', value);
    const items: readonly unknown[] = value;
    if (min !== undefined && items.length < min)
      throw this.broken(name, items, `Member must have length greater than or equal to ${min}`);
    if (max !== undefined && items.length > max)
      throw this.broken(name, items, `Member must have length less than or equal to ${max}`);
    return items;
  }

  private checkText(name: string, value: string, { min, max, pattern, oneOf }: TextLimits): void {
    if (min !== undefined && value.length < min)
      throw this.broken(name, value, `Member must have length greater than or equal to ${min}`);
    if (max !== undefined && value.length > max)
      throw this.broken(name, value, `Member must have length less than or equal to ${max}`);
    if (pattern && !pattern.test(value))
      throw this.broken(
        name,
        value,
        `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, '')}`,
      );
    if (oneOf && !oneOf.includes(value))
      throw this.broken(name, value, `Member must satisfy enum value set: [${oneOf.join(', ')}]`);
  }

  private required<T>(name: string, value: T | undefined | null): T {
    if (value === undefined || value === null) throw this.missing(name);
    return value;
  }

  private missing(name: string): AwsError {
    return this.error(`Value null at '${this.at(name)}' failed to satisfy constraint: Member must not be null`);
  }

  private broken(name: string, value: unknown, constraint: string): AwsError {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return this.error(`Value '${shown}' at '${this.at(name)}' failed to satisfy constraint: ${constraint}`);
  }

  private wrongType(name: string, wanted: string, value: unknown): AwsError {
    return this.error(`Value at '${this.at(name)}' must be ${wanted}, got ${value === null ? 'null' : typeof value}`);
  }

  private error(message: string): AwsError {
    return new AwsError(VALIDATION_CODE[this.service], `1 validation error detected: ${message}`);
  }

  private at(name: string): string {
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    return this.path ? `${this.path}.${member}` : member;
  }
}
