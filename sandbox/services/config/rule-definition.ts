import { NotModelled } from '../../core/aws-error';
import { Fields } from '../../core/fields';
import { parseJson, scalarText } from '../../core/json';
import { invalidParameter, RULE_NAME } from './resource';

/** AWS: "MaximumExecutionFrequency", in hours. */
const FREQUENCIES = {
  One_Hour: 1,
  Three_Hours: 3,
  Six_Hours: 6,
  Twelve_Hours: 12,
  TwentyFour_Hours: 24,
} as const;

/** The member of PutConfigRule that has the rule. */
const PLACE = ['configRule'];

type Frequency = keyof typeof FREQUENCIES;

/** A periodic custom Lambda rule, as AWS::Config::ConfigRule defines it. */
export interface RuleDefinition {
  readonly name: string;
  readonly description?: string;
  readonly functionArn: string;
  /** A JSON object whose values are all strings; absent if the rule has none. */
  readonly inputParameters?: string;
  readonly frequency: Frequency;
}

export function periodOf(frequency: Frequency): number {
  return FREQUENCIES[frequency] * 3_600_000;
}

/**
 * Reads the properties of AWS::Config::ConfigRule: one Lambda function, one schedule, no scope.
 * @throws AwsError as PutConfigRule does; NotModelled for any other kind of rule
 */
export function parseRule(properties: unknown): RuleDefinition {
  const rule = Fields.ofTemplate('config', properties, PLACE).only(
    'ConfigRuleName',
    'Description',
    'InputParameters',
    'Source',
  );
  return {
    name: rule.text('ConfigRuleName', RULE_NAME),
    description: rule.optionalText('Description', { max: 256 }),
    inputParameters: parseInputParameters(rule.optionalMember('InputParameters')),
    ...parseSource(rule.structure('Source')),
  };
}

function parseSource(source: Fields): Pick<RuleDefinition, 'functionArn' | 'frequency'> {
  source.only('Owner', 'SourceIdentifier', 'SourceDetails');
  const owner = source.text('Owner', { oneOf: ['CUSTOM_LAMBDA', 'AWS', 'CUSTOM_POLICY'] });
  if (owner !== 'CUSTOM_LAMBDA') throw new NotModelled(`a Config rule with the owner ${owner}`);
  const functionArn = source.text('SourceIdentifier', { min: 1, max: 256 });
  const [detail, ...others] = source.structures('SourceDetails', { max: 25 });
  if (!detail || others.length > 0) {
    throw new NotModelled(`a Config rule with ${others.length + (detail ? 1 : 0)} SourceDetails; give one schedule`);
  }
  return { functionArn, frequency: parseSchedule(detail) };
}

function parseSchedule(detail: Fields): Frequency {
  detail.only('EventSource', 'MessageType', 'MaximumExecutionFrequency');
  detail.text('EventSource', { oneOf: ['aws.config'] });
  const message = detail.text('MessageType', {
    oneOf: [
      'ConfigurationItemChangeNotification',
      'ConfigurationSnapshotDeliveryCompleted',
      'ScheduledNotification',
      'OversizedConfigurationItemChangeNotification',
    ],
  });
  if (message !== 'ScheduledNotification') throw new NotModelled(`a Config rule triggered by ${message}`);
  const frequency = detail.optionalText('MaximumExecutionFrequency', { oneOf: Object.keys(FREQUENCIES) });
  return isFrequency(frequency) ? frequency : 'TwentyFour_Hours';
}

function isFrequency(name: string | undefined): name is Frequency {
  return name !== undefined && Object.hasOwn(FREQUENCIES, name);
}

function parseInputParameters(given: Fields | undefined): string | undefined {
  if (!given) return undefined;
  const InputParameters = JSON.stringify(Object.fromEntries(readParameters(given)));
  return Fields.of('config', { InputParameters }, PLACE).text('InputParameters', { max: 1024 });
}

/** CloudFormation sends the numbers and booleans of a template as text; PutConfigRule accepts only text. */
function readParameters(given: Fields): readonly (readonly [string, string])[] {
  const { value: text } = given;
  const parameters = typeof text === 'string' ? parseText(text) : given;
  return parameters.names().map((name) => {
    const { value } = parameters.member(name);
    const parameter = parameters === given ? scalarText(value) : value;
    if (typeof parameter === 'string' && parameter.trim() !== '') return [name, parameter];
    throw invalidParameter(`Blank spaces are not acceptable for input parameter: ${name}.`);
  });
}

function parseText(text: string): Fields {
  const json = parseJson(text);
  if (json === undefined) throw invalidParameter(`Invalid json ${text} passed in the InputParameters field`);
  return Fields.of('config', json, [...PLACE, 'InputParameters']);
}
