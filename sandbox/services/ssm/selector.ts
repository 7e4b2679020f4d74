import { NotModelled } from '../../core/aws-error';
import { mapJson } from '../../core/json';
import { EVERY, type JsonPath, parseJsonPath, valuesAt } from '../../core/json-path';
import type { Content } from './content';

/** The part of JSONPath that is modelled: `$.Users[0].UserName`, `$['Users'][*].UserName`. */
export interface Selector {
  readonly text: string;
  readonly path: JsonPath;
}

const SEGMENT = /^(?:\.(?<name>[A-Za-z_]\w*)|\['(?<quoted>[^'\\]+)'\]|\[(?<index>\d{1,6})\]|\[\*\])/;

/** @throws AwsError InvalidDocumentContent if it is not a path; NotModelled for the rest of JSONPath */
export function parseSelector(content: Content): Selector {
  const text = content.asLiteral();
  if (!text.startsWith('$')) throw content.invalid(`the selector "${text}" must begin with $`);
  const path = parseJsonPath(text, SEGMENT, (rest) =>
    content.notModelled(`this part of a JSONPath, "${rest}" in "${text}"`),
  );
  // boto3 adds ResponseMetadata (request id, headers) to each answer, which this local AWS does not have.
  if (path[0] === undefined || path[0] === 'ResponseMetadata') {
    throw content.notModelled(`the selector "${text}", which reads boto3's ResponseMetadata`);
  }
  return { text, path };
}

/** What the selector finds: a value, or the list of all values if it has `[*]`; undefined if there is none. */
export function select({ text, path }: Selector, response: unknown): unknown {
  const found = valuesAt(path, response).filter((value) => value !== null);
  return asJson(path.includes(EVERY) ? found : found[0], text);
}

/** Automation's own text for timestamps and blobs is not documented. */
function asJson(value: unknown, selector: string): unknown {
  if (value instanceof Date) throw new NotModelled(`a timestamp as an output, by the selector "${selector}"`);
  if (value instanceof Uint8Array) throw new NotModelled(`a blob as an output, by the selector "${selector}"`);
  return mapJson(value, (inner) => asJson(inner, selector));
}
