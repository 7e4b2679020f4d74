import { AwsError, NotModelled } from '../../core/aws-error';
import { itemsOf, membersOf } from '../../core/json';
import { type JsonPath, parseJsonPath, valuesAt } from '../../core/json-path';
import { type BusEvent, toTheSecond } from './event';

/** As a rule's target has it. */
export interface InputTransformer {
  /** Paths into the event, by the variables' names. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** What the reserved variables say. */
export interface Occasion {
  readonly ruleName: string;
  readonly ruleArn: string;
  /** Milliseconds since the epoch. */
  readonly ingestionTime: number;
}

/** Makes a target's input of an event. @throws NotModelled for a value that AWS would put in without escaping it */
export type Transform = (event: BusEvent, occasion: Occasion) => string;

const RESERVED: Readonly<Record<string, (occasion: Occasion) => string>> = {
  'aws.events.rule-name': ({ ruleName }) => ruleName,
  'aws.events.rule-arn': ({ ruleArn }) => ruleArn,
  'aws.events.event.ingestion-time': ({ ingestionTime }) => toTheSecond(ingestionTime),
};

/** Templates that are the event itself: without its detail, and whole. */
const WHOLE: Readonly<Record<string, Transform>> = {
  '<aws.events.event>': (event) => JSON.stringify({ ...event, detail: undefined }),
  '<aws.events.event.json>': (event) => JSON.stringify(event),
};

/**
 * Reads an input transformer whose template is text: lines in quotes. The quotes are part of what the target gets, one
 * pair a line, as in AWS. AWS: "Amazon EventBridge input transformation", EventBridge User Guide.
 * @throws AwsError ValidationException; NotModelled for a template that is a JSON object
 */
export function parseInputTransformer(transformer: InputTransformer): Transform {
  const { inputTemplate } = transformer;
  if (inputTemplate.length < 1 || inputTemplate.length > 8192) {
    throw invalid(`InputTemplate must have 1 to 8192 characters, got ${inputTemplate.length}`);
  }
  const paths = parsePaths(transformer.inputPathsMap);
  const whole = Object.hasOwn(WHOLE, inputTemplate) ? WHOLE[inputTemplate] : undefined;
  if (whole) return whole;
  const lines = inputTemplate.split('\n');
  for (const line of lines) checkLine(line, paths);
  return (event, occasion) =>
    inputTemplate.replace(VARIABLE, (_, name: string) => {
      const path = paths.get(name);
      return path ? insertable(name, valuesAt(path, event)[0]) : (RESERVED[name]?.(occasion) ?? '');
    });
}

const VARIABLE = /<([^<>]*)>/g;
/** As in `$.detail.newEvaluationResult.annotation` and `$.resources[0]`; AWS has more of JSONPath. */
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

function checkLine(line: string, paths: ReadonlyMap<string, JsonPath>): void {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(line)) {
    throw new NotModelled(`this line of an input template, which is not text in quotes: ${line}`);
  }
  for (const [placeholder, name = ''] of line.matchAll(VARIABLE)) {
    if (Object.hasOwn(WHOLE, placeholder)) throw new NotModelled(`${placeholder} within the text of an input template`);
    if (!paths.has(name) && !Object.hasOwn(RESERVED, name)) {
      throw new NotModelled(`the placeholder ${placeholder} of an input template, which InputPathsMap does not define`);
    }
  }
}

/** What AWS puts in the place of a variable within text: nothing if the path leads nowhere. */
function insertable(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (membersOf(value) ?? itemsOf(value)) return JSON.stringify(value).replaceAll('"', '');
  // AWS: "EventBridge doesn't escape values extracted by Input Path". What becomes of such a message it does not say.
  if (typeof value !== 'string' || /["\\\p{Cc}]/u.test(value)) {
    throw new NotModelled(
      `the value ${JSON.stringify(value)} of <${name}> in an input template, which would need escaping`,
    );
  }
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
