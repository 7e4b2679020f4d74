import { AwsError, NotModelled } from '../core/aws-error';
import type { TextLimits } from '../core/constraints';
import { coerced, type JsonType, typeOf } from '../core/json';
import { type Fault, JsonReader, type Path } from '../core/json-reader';

/**
 * A resource's properties after its functions have been resolved, checked as CloudFormation checks them against the
 * resource type's schema.
 */
export class Properties extends JsonReader<Properties> {
  private constructor(
    private readonly logicalId: string,
    private readonly type: string,
    value: unknown,
    path: Path,
  ) {
    super(value, path);
  }

  static of(logicalId: string, type: string, value: unknown): Properties {
    return new Properties(logicalId, type, value, []);
  }

  /** The raw properties, for a service that reads them itself. */
  values(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.names().map((name) => [name, this.data(name)]));
  }

  /** A property of any shape, e.g. a policy document. */
  data(name: string): unknown {
    return this.member(name).value;
  }

  /** A list of strings; absent is the empty list. */
  texts(name: string, limits: TextLimits = {}): string[] {
    return this.items(name).map((item) => item.asText(limits));
  }

  /** An object of strings; absent is the empty object. */
  textMap(name: string): Record<string, string> {
    const map = this.optionalStructure(name);
    return Object.fromEntries(map?.names().map((key) => [key, map.text(key)]) ?? []);
  }

  /** Checks Tags, a list of keys and values. They have no effect here. */
  checkTags(): void {
    for (const tag of this.structures('Tags')) {
      tag.only('Key', 'Value').text('Key', { min: 1, max: 128 });
      tag.text('Value', { max: 256 });
    }
  }

  protected within(value: unknown, segment: string | number): Properties {
    return new Properties(this.logicalId, this.type, value, [...this.path, segment]);
  }

  protected report({ keyword, limit, path, value }: Fault): never {
    const place = path.length === 0 ? '#' : `#/${path.join('/')}`;
    throw new AwsError(
      'ValidationError',
      `Properties validation failed for resource ${this.logicalId} (${this.type}) with message: ${place}: ${says(keyword, limit, value)}`,
    );
  }

  protected unknown(name: string): NotModelled {
    return new NotModelled(
      `${this.type} property ${[...this.path, name].join('.')}, of ${this.logicalId} (${this.type})`,
    );
  }

  protected override coerced(type: JsonType): unknown {
    return coerced(this.value, type);
  }
}

/** CloudFormation's error for a property that breaks its resource type's schema. */
function says(keyword: Fault['keyword'], limit: string, value: unknown): string {
  if (keyword === 'required') return `required key [${limit}] not found`;
  if (keyword === 'type') return `expected type: ${limit}, found: ${typeOf(value)}`;
  // A function's code is too long to show.
  const got = keyword.endsWith('Length') ? `${String(value).length} characters` : JSON.stringify(value);
  return `failed validation constraint for keyword [${keyword}] (${limit}, got ${got})`;
}
