import { AwsError } from '../../core/aws-error';
import type { Content } from './content';

/** One parameter that a runbook declares, of the type String. */
export interface Parameter {
  readonly name: string;
  /** Absent: the parameter is required. */
  readonly default?: string;
  readonly allowedPattern?: RegExp;
}

/** As StartAutomationExecution takes parameters: lists of strings. */
export type GivenParameters = Readonly<Record<string, readonly string[]>>;

const KEYS = ['type', 'description', 'default', 'allowedPattern'];
const OTHER_KEYS = [
  'allowedValues',
  'minChars',
  'maxChars',
  'displayType',
  'minItems',
  'maxItems',
  'interpolationType',
];

/** AWS: "Data elements and parameters", Systems Manager User Guide. @throws AwsError InvalidDocumentContent; NotModelled */
export function parseParameters(content: Content | undefined): readonly Parameter[] {
  return (content?.entries() ?? []).map(([name, declaration]) => parseParameter(name, declaration));
}

function parseParameter(name: string, content: Content): Parameter {
  if (!/^\w{1,50}$/.test(name)) throw content.invalid(`the parameter name "${name}" does not match \\w{1,50}`);
  content
    .without(...OTHER_KEYS)
    .only(...KEYS)
    .optionalText('description');
  const type = content.text('type');
  if (/^(StringList|Integer|Boolean|StringMap|MapList|(List<)?AWS::[\w:]+>?)$/.test(type))
    throw content.member('type').notModelled(`the type ${type}`);
  if (type !== 'String') throw content.member('type').invalid(`"${type}" is not a parameter type`);
  const pattern = content.optionalMember('allowedPattern');
  const parameter: Parameter = {
    name,
    default: content.optionalText('default'),
    allowedPattern: pattern && fullMatch(pattern),
  };
  const fault = parameter.default === undefined ? undefined : faultOf(parameter, [parameter.default]);
  if (fault !== undefined) throw content.member('default').invalid(fault);
  return parameter;
}

/** Java's `matches()` tests the whole value. Java's regular expressions that ECMAScript does not have are refused. */
function fullMatch(content: Content): RegExp {
  const pattern = content.asText();
  try {
    // Java reads && in a character class as an intersection, ECMAScript as two ampersands.
    if (!pattern.includes('&&')) return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    // Refused below.
  }
  throw content.notModelled(`the Java pattern ${pattern}`);
}

/**
 * The values of all parameters, given or by default.
 * @throws AwsError InvalidAutomationExecutionParametersException
 */
export function bindParameters(declared: readonly Parameter[], given: GivenParameters): ReadonlyMap<string, string> {
  const unknown = Object.keys(given).filter((name) => !declared.some((parameter) => parameter.name === name));
  if (unknown.length > 0) throw refused(`Undefined execution inputs: [${unknown.join(', ')}]`);
  return new Map(
    declared.map((parameter) => {
      const { name, default: initial } = parameter;
      const values = given[name] ?? (initial === undefined ? [] : [initial]);
      if (!given[name] && initial === undefined) throw refused(`Missing required parameter: ${name} in user inputs.`);
      const fault = faultOf(parameter, values);
      if (fault !== undefined) throw refused(fault);
      return [name, values[0] ?? ''];
    }),
  );
}

/** What is wrong with a parameter's values, in AWS's wording if it is known; undefined if they are valid. */
function faultOf({ name, allowedPattern }: Parameter, values: readonly string[]): string | undefined {
  const [value] = values;
  if (value === undefined || values.length > 1)
    return `Parameter "${name}" is a String and must have one value, got ${values.length}.`;
  if (!allowedPattern || allowedPattern.test(value)) return undefined;
  const javaSource = allowedPattern.source.slice('^(?:'.length, -')$'.length);
  return `Parameter "${name}" has value "${value}" not matching "${javaSource}".`;
}

function refused(message: string): AwsError {
  return new AwsError('InvalidAutomationExecutionParametersException', message);
}
