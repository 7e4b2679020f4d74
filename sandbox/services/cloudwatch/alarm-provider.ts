import { alarmArn, type AlarmDefinition, COMPARISONS, type MissingData } from './alarm';
import { NotModelled } from '../../core/aws-error';
import type { Properties } from '../../cloudformation/properties';
import type { ResourceProvider } from '../../cloudformation/provider';
import { metricMath, singleMetric } from './alarm-metrics';
import { numberOf } from './number-property';

/** What this needs of CloudWatch. */
export interface Alarms {
  putAlarm(alarm: AlarmDefinition): void;
}

/** AWS::CloudWatch::Alarm on a metric, or on the sum of metrics. Ref: its name; attribute Arn. */
export function alarmProvider(cloudwatch: Alarms): ResourceProvider {
  return {
    create(properties, { logicalId, physicalName, account }) {
      properties.only(...COMMON, ...('Metrics' in properties.values() ? ['Metrics'] : SINGLE)).checkTags();
      const description = properties.optionalText('AlarmDescription', { max: 1024 });
      properties.optionalBoolean('ActionsEnabled');
      const name = properties.optionalText('AlarmName', { min: 1, max: 255 }) ?? physicalName(255);
      const queries = properties.structures('Metrics');
      const evaluationPeriods = properties.integer('EvaluationPeriods', { min: 1 });
      for (const list of ['OKActions', 'InsufficientDataActions']) topicsIn(properties, list);
      cloudwatch.putAlarm({
        name,
        ...(description !== undefined && { description }),
        ...(queries.length > 0 ? metricMath(queries, logicalId) : singleMetric(properties)),
        evaluationPeriods,
        datapointsToAlarm: properties.optionalInteger('DatapointsToAlarm', { min: 1 }) ?? evaluationPeriods,
        threshold: numberOf(properties, 'Threshold'),
        comparison: comparisonOf(properties),
        treatMissingData: missingDataOf(properties),
        alarmActions: topicsIn(properties, 'AlarmActions'),
      });
      return { ref: name, attributes: { Arn: alarmArn(account, name) } };
    },
  };
}

const COMMON = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'AlarmActions',
  'OKActions',
  'InsufficientDataActions',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'Tags',
];
const SINGLE = ['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period', 'Unit'];

function topicsIn(properties: Properties, name: string): string[] {
  const actions = properties.texts(name, { min: 1, max: 1024 });
  const other = actions.find((action) => !/^arn:[^:]+:sns:[^:]+:\d{12}:[\w-]+$/.test(action));
  if (other !== undefined) throw new NotModelled(`the action ${other} of an alarm`);
  return actions;
}

function comparisonOf(properties: Properties): AlarmDefinition['comparison'] {
  const operator = properties.text('ComparisonOperator');
  if (isComparison(operator)) return operator;
  throw new NotModelled(`the comparison ${operator} of an alarm`);
}

function isComparison(operator: string): operator is AlarmDefinition['comparison'] {
  return Object.hasOwn(COMPARISONS, operator);
}

const MISSING_DATA: readonly MissingData[] = ['breaching', 'notBreaching', 'ignore', 'missing'];

function missingDataOf(properties: Properties): MissingData {
  const treatment = properties.optionalText('TreatMissingData', { oneOf: MISSING_DATA });
  return MISSING_DATA.find((known) => known === treatment) ?? 'missing';
}
