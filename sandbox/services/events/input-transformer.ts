import { AwsError, NotModelled } from '../../core/aws-error';
import { membersOf, parseJson } from '../../core/json';
import { type JsonPath, parseJsonPath, valueAt } from '../../core/json-path';
import type { BusEvent } from './event';

/** As a rule's target has it. */
export interface InputTransformer {
  /** Paths into the event, by the variables' names. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Makes a target's input from an event. @throws NotModelled for a value that AWS would insert without escaping it */
export type Transform = (event: BusEvent) => string;

/**
 * Reads an input transformer whose template is text, lines in quotes, or a JSON object with variables within its texts.
 * The quotes are part of what the target gets, one pair a line, as in AWS.
 * AWS: "Amazon EventBridge input transformation", EventBridge User Guide.
 * @throws AwsError ValidationException; NotModelled for any other template
 */
export function parseInputTransformer(transformer: InputTransformer): Transform {
  const { inputTemplate } = transformer;
  if (inputTemplate.length < 1 || inputTemplate.length > 8192) {
    throw invalid(`InputTemplate must have 1 to 8192 characters, got ${inputTemplate.length}`);
  }
  const paths = parsePaths(transformer.inputPathsMap);
  const parts = membersOf(parseJson(inputTemplate)) ? [] : inputTemplate.split('\n');
  for (const line of parts) checkLine(line);
  checkPlaceholders(inputTemplate, paths);
  return (event) =>
    inputTemplate.replace(VARIABLE, (_, name: string) => insertable(name, valueAt(paths.get(name) ?? [], event)));
}

const VARIABLE = /<([^<>]*)>/g;
/** As in `$.detail.newEvaluationResult.annotation` and `$.resources[0]`; AWS supports more of JSONPath. */
const SEGMENT = /^(?:\.(?<name>[A-Za-z0-9_\-/]+)|\[(?<index>\d{1,6})\])/;

function parsePaths(inputPathsMap: InputTransformer['inputPathsMap']): ReadonlyMap<string, JsonPath> {
  const entries = Object.entries(inputPathsMap);
  if (entries.length > 100) throw invalid(`InputPathsMap must have at most 100 entries, got ${entries.length}`);
  return new Map(
    entries.map(([name, path]) => {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(name) || /^aws/i.test(name)) {
        throw invalid(`InputPathsMap: ${name} is not a variable's name; use letters, digits, - and _, not AWS first`);
      }
      if (path.length > 256) throw invalid(`InputPathsMap: the path of ${name} is longer than 256 characters`);
      return [name, parsePath(path)];
    }),
  );
}

function parsePath(text: string): JsonPath {
  if (!text.startsWith('$'))
    throw new NotModelled(`the path ${text} of an input transformer, which does not begin with $`);
  return parseJsonPath(
    text,
    SEGMENT,
    (rest) => new NotModelled(`this part of a path, "${rest}" in "${text}", of an input transformer`),
  );
}

function checkLine(line: string): void {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(line)) {
    throw new NotModelled(`this line of an input template, which is neither text in quotes nor a JSON object: ${line}`);
  }
}

function checkPlaceholders(template: string, paths: ReadonlyMap<string, JsonPath>): void {
  for (const [placeholder, name = ''] of template.matchAll(VARIABLE)) {
    if (!paths.has(name)) {
      throw new NotModelled(`the placeholder ${placeholder} of an input template, which InputPathsMap does not define`);
    }
  }
}

/** What AWS inserts for a variable within text: nothing if the path finds nothing. */
function insertable(name: string, value: unknown): string {
  if (value === undefined) return '';
  // AWS: "EventBridge doesn't escape values extracted by Input Path". It does not document the resulting message.
  if (typeof value !== 'string' || /["\\\p{Cc}]/u.test(value)) {
    throw new NotModelled(
      `the value ${JSON.stringify(value)} of <${name}> in an input template, which is not text that needs no escaping`,
    );
  }
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
