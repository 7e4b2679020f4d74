import { AwsError, NotModelled } from '../../core/aws-error';

/**
 * One place of a document's content, read strictly: what is missing, unknown or of a wrong type is SSM's
 * InvalidDocumentContent with the place in its message; what AWS has and this local AWS does not is NotModelled.
 */
export class Content {
  constructor(
    readonly value: unknown,
    /** e.g. `mainSteps[2].inputs.Duration`; empty for the whole document. */
    readonly place: string = '',
  ) {}

  invalid(what: string): AwsError {
    return new AwsError('InvalidDocumentContent', `${this.place || 'the document'}: ${what}`);
  }

  notModelled(what: string): NotModelled {
    return new NotModelled(`${this.place || 'the document'}: ${what}`);
  }

  /** The members of a map, in the order in which they are written. */
  entries(): readonly (readonly [string, Content])[] {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrongType('a map');
    return Object.entries(value).map(([name, member]) => [name, this.member(name, member)]);
  }

  /** Refuses each key but `known`; those that AWS knows are refused as not modelled. */
  only(known: readonly string[], knownToAws: readonly string[] = []): this {
    for (const [name, member] of this.entries()) {
      if (knownToAws.includes(name)) throw member.notModelled('this key');
      if (!known.includes(name)) throw member.invalid(`unknown key; known here: ${known.join(', ')}`);
    }
    return this;
  }

  get(name: string): Content | undefined {
    return this.entries().find(([key]) => key === name)?.[1];
  }

  need(name: string): Content {
    const member = this.get(name);
    if (!member) throw this.invalid(`the key "${name}" is missing`);
    return member;
  }

  list(): readonly Content[] {
    if (!Array.isArray(this.value)) throw this.wrongType('a list');
    const items: readonly unknown[] = this.value;
    return items.map((item, index) => new Content(item, `${this.place}[${index}]`));
  }

  text(pattern?: RegExp): string {
    if (typeof this.value !== 'string') throw this.wrongType('a string');
    if (pattern && !pattern.test(this.value)) throw this.invalid(`"${this.value}" does not match ${pattern.source}`);
    return this.value;
  }

  /** A string without references: where Automation needs it before anything runs. */
  literal(): string {
    const text = this.text();
    if (text.includes('{{')) throw this.notModelled(`a reference in this place, "${text}"`);
    return text;
  }

  wholeNumber(min: number): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.wrongType('a whole number');
    if (value < min) throw this.invalid(`${value} is less than ${min}`);
    return value;
  }

  boolean(): boolean {
    if (typeof this.value !== 'boolean') throw this.wrongType('true or false');
    return this.value;
  }

  oneOf<T extends string>(choices: readonly T[]): T {
    const text = this.text();
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw this.invalid(`"${text}" is none of ${choices.join(', ')}`);
    return choice;
  }

  private member(name: string, value: unknown): Content {
    return new Content(value, this.place ? `${this.place}.${name}` : name);
  }

  private wrongType(wanted: string): AwsError {
    return this.invalid(`must be ${wanted}, got ${JSON.stringify(this.value)}`);
  }
}
