import { AwsError, NotModelled } from './aws-error';
import { type Keyword, type Range, textChecks, type TextLimits } from './constraints';
import { coerced, itemsOf, type JsonType } from './json';
import { type Fault, JsonReader, type Path } from './json-reader';
import { type ServiceName, VALIDATION_CODE } from './service-names';

/** The sentences of AWS's request validation; `items` is for each element of a list. */
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

/** The faults of a request that is read to its end before it is answered. */
interface Findings {
  readonly faults: Set<string>;
  refusal?: Error;
  /** After the request has been read, or if it is not read as a whole, a fault is thrown as soon as it is found. */
  closed: boolean;
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
    private readonly findings: Findings = { faults: new Set(), closed: true },
  ) {
    super(value, path);
  }

  /** @param path the place of `input` in its request, if it is not all of it */
  static of(service: ServiceName, input: unknown, path: Path = []): Fields {
    return new Fields(service, input, path, false);
  }

  /** A structure of a template that the service checks as its API would. */
  static ofTemplate(service: ServiceName, input: unknown, path: Path): Fields {
    return new Fields(service, input, path, true);
  }

  /** Reads a whole request. @throws AwsError one error that counts and lists all of its faults, as AWS answers them */
  static read<T>(service: ServiceName, input: unknown, read: (input: Fields) => T): T {
    const findings: Findings = { faults: new Set(), closed: false };
    const answer = (): Error | undefined =>
      findings.faults.size > 0 ? validationError(service, findings.faults) : findings.refusal;
    try {
      const request = read(new Fields(service, input, [], false, findings));
      findings.closed = true;
      const error = answer();
      if (!error) return request;
      throw error;
    } catch (error) {
      throw answer() ?? error;
    }
  }

  /** Notes the answer to a request that meets all constraints. Reading goes on, because faults take precedence. */
  refuse(error: Error): void {
    if (this.findings.closed) throw error;
    this.findings.refusal ??= error;
  }

  date(name: string): Date {
    const member = this.optionalMember(name);
    if (!member) return this.missing(name, new Date(0));
    const { value } = member;
    return value instanceof Date && !Number.isNaN(value.getTime()) ? value : member.wrongType('Timestamp', new Date(0));
  }

  /**
   * A list of strings; absent is the empty list. `range` bounds its length, `limits` each element. AWS has one fault
   * for all elements together, which names every constraint on them.
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
    return new Fields(this.service, value, [...this.path, segment], this.fromTemplate, this.findings);
  }

  /** IAM names neither the value nor the enum's values. */
  protected report({ keyword, limit, path, value }: Fault): void {
    const iam = this.service === 'iam';
    const missing = keyword === 'required' || value === null;
    const place = placeOf(keyword === 'required' ? [...path, limit] : path);
    const shown = missing ? ' null' : ` '${textOf(value)}'`;
    const constraint = SENTENCES[missing ? 'required' : keyword](iam && keyword === 'enum' ? '' : limit);
    const fault = `Value${iam ? '' : shown} at '${place}' failed to satisfy constraint: ${constraint}`;
    if (this.findings.closed) throw validationError(this.service, new Set([fault]));
    this.findings.faults.add(fault);
  }

  protected unknown(name: string): NotModelled {
    return new NotModelled(`the member ${placeOf([...this.path, name])} of this call`);
  }

  protected override coerced(type: JsonType): unknown {
    return this.fromTemplate ? coerced(this.value, type) : this.value;
  }
}

/** In recordings, IAM counts and lists at most ten faults. */
function validationError(service: ServiceName, faults: ReadonlySet<string>): AwsError {
  const listed = [...faults].slice(0, 10);
  const count = listed.length === 1 ? '1 validation error' : `${listed.length} validation errors`;
  return new AwsError(VALIDATION_CODE[service], `${count} detected: ${listed.join('; ')}`);
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
