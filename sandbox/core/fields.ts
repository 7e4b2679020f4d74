import { AwsError, NotModelled } from './aws-error';
import { coerced, itemsOf, type JsonType } from './json';
import {
  type Fault,
  JsonReader,
  type Keyword,
  type Path,
  type Range,
  textChecks,
  type TextLimits,
} from './json-reader';
import { type ServiceName, VALIDATION_CODE } from './service-names';

/** The sentences of AWS's request validation. `items` is about each element of a list. */
const SENTENCES: Readonly<Record<Keyword, (limit: string) => string>> = {
  required: () => 'Member must not be null',
  type: (type) => `Member must be of type ${type}`,
  minLength: (least) => `Member must have length greater than or equal to ${least}`,
  maxLength: (most) => `Member must have length less than or equal to ${most}`,
  pattern: (source) => `Member must satisfy regular expression pattern: ${source.replace(/^\^|\$$/g, '')}`,
  enum: (values) => `Member must satisfy enum value set${values && `: [${values}]`}`,
  minimum: (least) => `Member must have value greater than or equal to ${least}`,
  maximum: (most) => `Member must have value less than or equal to ${most}`,
  minItems: (least) => `Member must have length greater than or equal to ${least}`,
  maxItems: (most) => `Member must have length less than or equal to ${most}`,
  items: (constraints) => `Member must satisfy constraint: [${constraints}]`,
};

/** What has been found wrong with a request so far; undefined if its first fault is to be its last. */
interface Notes {
  faults: Set<string> | undefined;
}

/**
 * The members of a decoded request, checked as AWS checks them: a member that breaks a constraint is the service's
 * validation error, `1 validation error detected: Value … at … failed to satisfy constraint: …`.
 */
export class Fields extends JsonReader<Fields> {
  private constructor(
    private readonly service: ServiceName,
    value: unknown,
    path: Path,
    private readonly fromTemplate: boolean,
    private readonly notes: Notes,
  ) {
    super(value, path);
  }

  /** @param path the place of `input` in its request, if it is not all of it */
  static of(service: ServiceName, input: unknown, path: Path = []): Fields {
    return new Fields(service, input, path, false, { faults: undefined });
  }

  /** A structure of a template that the service checks as its API would. */
  static ofTemplate(service: ServiceName, input: unknown, path: Path): Fields {
    return new Fields(service, input, path, true, { faults: undefined });
  }

  /**
   * Reads a whole request, and throws all of its faults as one error, as AWS answers it. An error that `read` throws
   * counts only if the request has no fault.
   */
  static read<T>(service: ServiceName, input: unknown, read: (input: Fields) => T): T {
    const faults = new Set<string>();
    const notes: Notes = { faults };
    try {
      const request = read(new Fields(service, input, [], false, notes));
      notes.faults = undefined;
      if (faults.size === 0) return request;
    } catch (error) {
      if (faults.size === 0) throw error;
    }
    throw validationError(service, [...faults]);
  }

  date(name: string): Date {
    const member = this.optionalMember(name);
    if (!member) return this.missing(name, new Date(0));
    const { value } = member;
    return value instanceof Date && !Number.isNaN(value.getTime()) ? value : member.wrongType('Timestamp', new Date(0));
  }

  /**
   * A list of strings; absent is the empty list. `range` bounds its length, `limits` each element. AWS has one fault for
   * all of its elements, which names every constraint on them.
   */
  texts(name: string, range: Range = {}, limits: TextLimits = {}): string[] {
    const checks = textChecks(limits);
    const values = this.items(name, range).map((item) => item.coerced('String'));
    const texts = values.filter((value) => typeof value === 'string');
    if (texts.length < values.length || texts.some((text) => checks.some(({ holds }) => !holds(text)))) {
      const constraints = checks.map(({ keyword, limit }) => SENTENCES[keyword](limit));
      const limit = [...constraints, SENTENCES.required('')].join(', ');
      this.report({ keyword: 'items', limit, path: [...this.path, name], value: values });
    }
    return texts;
  }

  protected within(value: unknown, segment: string | number): Fields {
    return new Fields(this.service, value, [...this.path, segment], this.fromTemplate, this.notes);
  }

  /** IAM names neither the value nor the set of an enum. */
  protected report({ keyword, limit, path, value }: Fault): void {
    const iam = this.service === 'iam';
    const missing = keyword === 'required' || value === null;
    const place = placeOf(keyword === 'required' ? [...path, limit] : path);
    const shown = missing ? ' null' : ` '${textOf(value)}'`;
    const constraint = SENTENCES[missing ? 'required' : keyword](iam && keyword === 'enum' ? '' : limit);
    const fault = `Value${iam ? '' : shown} at '${place}' failed to satisfy constraint: ${constraint}`;
    if (!this.notes.faults) throw validationError(this.service, [fault]);
    this.notes.faults.add(fault);
  }

  protected unknown(name: string): NotModelled {
    return new NotModelled(`the member ${placeOf([...this.path, name])} of this call`);
  }

  protected override coerced(type: JsonType): unknown {
    return this.fromTemplate ? coerced(this.value, type) : this.value;
  }
}

function validationError(service: ServiceName, faults: readonly string[]): AwsError {
  const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`;
  return new AwsError(VALIDATION_CODE[service], `${count} detected: ${faults.join('; ')}`);
}

/** e.g. `tags.1.member.key`. */
function placeOf(path: Path): string {
  return path
    .map((segment) =>
      typeof segment === 'number' ? `${segment + 1}.member` : segment.charAt(0).toLowerCase() + segment.slice(1),
    )
    .join('.');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const items = itemsOf(value);
  return items ? `[${items.map(textOf).join(', ')}]` : JSON.stringify(value);
}
