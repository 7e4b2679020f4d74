import { parseDocument as parseYaml } from 'yaml';
import { AwsError, NotModelled } from '../../core/aws-error';

export type DocumentFormat = 'JSON' | 'YAML';

/**
 * The JSON value of a document's text. AWS does not document which YAML it reads: a text that YAML 1.1 and 1.2 read
 * differently (`yes`, `010`, a date) is refused.
 * @throws AwsError InvalidDocumentContent; NotModelled
 */
export function readDocumentText(text: string, format: DocumentFormat): unknown {
  return format === 'JSON' ? readJson(text) : readYaml(text);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AwsError('InvalidDocumentContent', `the content is no JSON: ${String(error)}`);
  }
}

/** The last YAML that was read, as JSON: a stack deploys the same document to each account. */
let last: { readonly text: string; readonly json: string } | undefined;

function readYaml(text: string): unknown {
  if (last?.text !== text) last = { text, json: jsonOfYaml(text) };
  return JSON.parse(last.json);
}

function jsonOfYaml(text: string): string {
  const [json, ofOlder] = (['1.2', '1.1'] as const).map((version) => yamlAsJson(text, version));
  if (json === undefined || json !== ofOlder) {
    throw new NotModelled(
      `an SSM document in YAML that YAML 1.1 and 1.2 read differently: ${difference(json, ofOlder)}`,
    );
  }
  return json;
}

function yamlAsJson(text: string, version: '1.1' | '1.2'): string | undefined {
  const document = parseYaml(text, { version });
  const [fault] = document.errors;
  if (fault) throw new AwsError('InvalidDocumentContent', `the content is no YAML: ${fault.message}`);
  return JSON.stringify(document.toJS());
}

/** A few characters around the first difference. */
function difference(one = '', other = ''): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [start, end] = [Math.max(0, at - 20), at + 20];
  return `…${one.slice(start, end)}… and …${other.slice(start, end)}…`;
}
