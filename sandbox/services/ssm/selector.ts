import { NotModelled } from '../../core/aws-error';
import type { Content } from './content';

/** One step of a path: a member, an element, or every element. */
type Segment = { readonly member: string } | { readonly index: number } | 'every element';

/** The part of JSONPath that is modelled: `$.Users[0].UserName`, `$['Users'][*].UserName`. */
export interface Selector {
  readonly text: string;
  readonly segments: readonly Segment[];
}

const SEGMENT = /^(?:\.([A-Za-z_]\w*)|\['([^'\\]+)'\]|\[(\d{1,6})\]|\[(\*)\])/;

/** @throws AwsError InvalidDocumentContent where it is no path; NotModelled for the rest of JSONPath */
export function parseSelector(content: Content): Selector {
  const text = content.literal();
  if (!text.startsWith('$')) throw content.invalid(`the selector "${text}" must begin with $`);
  const segments: Segment[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const match = SEGMENT.exec(rest);
    if (!match) throw content.notModelled(`this part of a JSONPath, "${rest}" in "${text}"`);
    const [whole, member, quoted, index] = match;
    const name = member ?? quoted;
    if (name !== undefined) segments.push({ member: name });
    else segments.push(index === undefined ? 'every element' : { index: Number(index) });
    rest = rest.slice(whole.length);
  }
  const [first] = segments;
  // boto3 adds ResponseMetadata (request id, headers) to each answer, which this local AWS does not have.
  if (!first || (first !== 'every element' && 'member' in first && first.member === 'ResponseMetadata')) {
    throw content.notModelled(`the selector "${text}", which reads boto3's ResponseMetadata`);
  }
  return { text, segments };
}

/** What the path leads to: a value, or, below `[*]`, the list of all; undefined where a definite path leads nowhere. */
export function select(selector: Selector, response: unknown): unknown {
  let found: unknown[] = [response];
  let definite = true;
  for (const segment of selector.segments) {
    if (segment === 'every element') definite = false;
    found = found.flatMap((value) => follow(segment, value)).filter((value) => value !== undefined && value !== null);
  }
  return asJson(definite ? found[0] : found, selector.text);
}

function follow(segment: Segment, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (segment === 'every element') return items;
    return 'index' in segment ? [items[segment.index]] : [];
  }
  if (segment === 'every element' || 'index' in segment) return [];
  return [new Map<string, unknown>(Object.entries(value)).get(segment.member)];
}

/** Automation's own text for timestamps and blobs is not documented. */
function asJson(value: unknown, selector: string): unknown {
  if (value instanceof Date) throw new NotModelled(`a timestamp as an output, by the selector "${selector}"`);
  if (value instanceof Uint8Array) throw new NotModelled(`a blob as an output, by the selector "${selector}"`);
  if (Array.isArray(value)) return value.map((item: unknown) => asJson(item, selector));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asJson(member, selector)]));
}
