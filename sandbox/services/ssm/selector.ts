import { NotModelled } from '../../core/aws-error';
import { type JsonPath, parseJsonPath, valueAt } from '../../core/json-path';
import type { Content } from './content';

/** The part of JSONPath that is modelled, to one value: `$.Users[0].UserName`. */
export interface Selector {
  readonly text: string;
  readonly path: JsonPath;
}

const SEGMENT = /^(?:\.(?<name>[A-Za-z_]\w*)|\[(?<index>\d{1,6})\])/;

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

/** What the selector finds, as a String, or undefined. @throws NotModelled for anything but a text or a whole number */
export function select({ text, path }: Selector, response: unknown): string | undefined {
  const found = valueAt(path, response);
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'string') return found;
  if (typeof found === 'number' && Number.isInteger(found)) return String(found);
  throw new NotModelled(`the selector "${text}" of ${JSON.stringify(found)}`);
}
