import {
  type Check,
  type Constraint,
  lengthChecks,
  numberChecks,
  type Range,
  textChecks,
  type TextLimits,
} from './constraints';
import { itemsOf, type JsonType, membersOf } from './json';

/** A constraint that `value` breaks. A missing member breaks `required` of its structure, by its name. */
export interface Fault extends Constraint {
  readonly path: Path;
  readonly value: unknown;
}

/** Member names and element indices, from the outermost value. */
export type Path = readonly (string | number)[];

const ABSENT = Symbol('a required value that is missing');

/**
 * Reads a JSON value strictly, member by member. Each subclass is a dialect: it defines what its service answers to a
 * fault, and which values it converts to another type.
 */
export abstract class JsonReader<Self extends JsonReader<Self>> {
  private readonly record: ReadonlyMap<string, unknown> | undefined;

  protected constructor(
    readonly value: unknown,
    protected readonly path: Path,
  ) {
    this.record = membersOf(value);
  }

  /** A value inside this one. */
  protected abstract within(value: unknown, segment: string | number): Self;
  /** Throws the service's error. Or notes the fault, and reading goes on with an empty value. */
  protected abstract report(fault: Fault): void;
  /** The error for a member that is not in the list of those that are read. */
  protected abstract unknown(name: string, known: readonly string[]): Error;
  /** The value as `type`, if the service converts it. */
  protected coerced(_type: JsonType): unknown {
    return this.value;
  }

  has(name: string): boolean {
    return this.members().has(name);
  }

  /** Refuses by name each member that is not listed. */
  only(...known: readonly string[]): this {
    for (const name of this.names()) if (!known.includes(name)) throw this.unknown(name, known);
    return this;
  }

  names(range: Range = {}): readonly string[] {
    return this.checked([...this.members().keys()], lengthChecks(range));
  }

  /** A member of any type. */
  member(name: string): Self {
    return this.optionalMember(name) ?? this.missing(name, this.within(ABSENT, name));
  }

  optionalMember(name: string): Self | undefined {
    const value = this.members().get(name);
    return value === undefined ? undefined : this.within(value, name);
  }

  text(name: string, limits: TextLimits = {}): string {
    return this.optionalText(name, limits) ?? this.missing(name, '');
  }

  optionalText(name: string, limits: TextLimits = {}): string | undefined {
    return this.optionalMember(name)?.asText(limits);
  }

  integer(name: string, range: Range = {}): number {
    return this.optionalInteger(name, range) ?? this.missing(name, 0);
  }

  optionalInteger(name: string, range: Range = {}): number | undefined {
    return this.optionalMember(name)?.asInteger(range);
  }

  optionalBoolean(name: string): boolean | undefined {
    return this.optionalMember(name)?.asBoolean();
  }

  structure(name: string): Self {
    return this.optionalStructure(name) ?? this.missing(name, this.within(ABSENT, name));
  }

  optionalStructure(name: string): Self | undefined {
    const member = this.optionalMember(name);
    member?.members();
    return member;
  }

  /** A list of structures; absent is the empty list. */
  structures(name: string, range: Range = {}): Self[] {
    const items = this.items(name, range);
    for (const item of items) item.members();
    return items;
  }

  /** A list of anything; absent is the empty list. */
  items(name: string, range: Range = {}): Self[] {
    const list = this.optionalMember(name);
    if (list) return list.asItems(range);
    return (range.min ?? 0) > 0 ? this.missing(name, []) : [];
  }

  asText(limits: TextLimits = {}): string {
    const value = this.coerced('String');
    if (typeof value !== 'string') return this.wrongType('String', '');
    return this.checked(value, textChecks(limits));
  }

  asInteger(range: Range = {}): number {
    const value = this.coerced('Integer');
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.wrongType('Integer', 0);
    return this.checked(value, numberChecks(range));
  }

  asBoolean(): boolean {
    const value = this.coerced('Boolean');
    return typeof value === 'boolean' ? value : this.wrongType('Boolean', false);
  }

  asItems(range: Range = {}): Self[] {
    const items = itemsOf(this.value);
    if (!items) return this.wrongType('JSONArray', []);
    return this.checked(items, lengthChecks(range)).map((item, index) => this.within(item, index));
  }

  private members(): ReadonlyMap<string, unknown> {
    return this.record ?? this.wrongType('JSONObject', new Map<string, unknown>());
  }

  protected missing<T>(name: string, placeholder: T): T {
    return this.broken({ keyword: 'required', limit: name }, placeholder);
  }

  protected wrongType<T>(type: string, placeholder: T): T {
    return this.broken({ keyword: 'type', limit: type }, placeholder);
  }

  private checked<T>(value: T, checks: readonly Check<T>[]): T {
    for (const check of checks) if (!check.holds(value)) this.broken(check, value);
    return value;
  }

  /** A missing value has already been reported: its members are not further faults. */
  private broken<T>({ keyword, limit }: Constraint, placeholder: T): T {
    if (this.value !== ABSENT) this.report({ keyword, limit, path: this.path, value: this.value });
    return placeholder;
  }
}
