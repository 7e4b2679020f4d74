import { AwsError, NotModelled } from '../../core/aws-error';
import type { Keyword } from '../../core/constraints';
import { type Fault, JsonReader, type Path } from '../../core/json-reader';

/**
 * One place in a document's content: what is missing, unknown or of a wrong type is SSM's InvalidDocumentContent with
 * the place in its message; what AWS has and this local AWS does not is NotModelled.
 */
export class Content extends JsonReader<Content> {
  /** @param path e.g. `['mainSteps', 2, 'inputs', 'Duration']`; empty for the whole document */
  constructor(value: unknown, path: Path = []) {
    super(value, path);
  }

  invalid(what: string): AwsError {
    return new AwsError('InvalidDocumentContent', `${this.place()}: ${what}`);
  }

  notModelled(what: string): NotModelled {
    return new NotModelled(`${this.place()}: ${what}`);
  }

  /** The members of a map, in the order in which they are written. */
  entries(): readonly (readonly [string, Content])[] {
    return this.names().map((name) => [name, this.member(name)]);
  }

  /** Refuses keys that AWS knows and this local AWS does not. */
  without(...names: readonly string[]): this {
    for (const name of names) if (this.has(name)) throw this.member(name).notModelled('this key');
    return this;
  }

  /** A string without references: Automation needs it before anything runs. */
  asLiteral(): string {
    const text = this.asText();
    if (text.includes('{{')) throw this.notModelled(`a reference in this place, "${text}"`);
    return text;
  }

  protected within(value: unknown, segment: string | number): Content {
    return new Content(value, [...this.path, segment]);
  }

  protected report({ keyword, limit, value }: Fault): never {
    const text = JSON.stringify(value);
    throw this.invalid(SENTENCES[keyword]?.(limit, text) ?? `${text} breaks ${keyword} ${limit}`);
  }

  protected unknown(name: string, known: readonly string[]): AwsError {
    return this.member(name).invalid(`unknown key; known here: ${known.join(', ')}`);
  }

  /** e.g. `mainSteps[2].inputs.Duration`. */
  private place(): string {
    const steps = this.path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`));
    return steps.join('').replace(/^\./, '') || 'the document';
  }
}

const SENTENCES: Partial<Readonly<Record<Keyword, (limit: string, value: string) => string>>> = {
  required: (name) => `the key "${name}" is missing`,
  type: (type, value) => `must be ${TYPES[type] ?? type}, got ${value}`,
  pattern: (source, value) => `${value} does not match ${source}`,
  enum: (values, value) => `${value} is not one of ${values}`,
  minimum: (least, value) => `${value} is less than ${least}`,
  minItems: (least) => `must have at least ${least} element`,
};

const TYPES: Readonly<Record<string, string>> = {
  String: 'a string',
  Integer: 'a whole number',
  Boolean: 'true or false',
  JSONArray: 'a list',
  JSONObject: 'a map',
};
