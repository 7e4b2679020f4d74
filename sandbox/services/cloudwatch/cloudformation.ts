import type { Properties } from '../../cloudformation/properties';
import { put, type ResourceProviders } from '../../cloudformation/provider';
import { templateError } from '../../cloudformation/template-error';
import { NotModelled } from '../../core/aws-error';
import { alarmArn, type AlarmDefinition } from './alarm';
import type { CloudWatch } from './cloudwatch';

export function cloudWatchProviders(cloudwatch: Pick<CloudWatch, 'putAlarm' | 'deleteAlarm'>): ResourceProviders {
  return {
    /** An alarm on a metric, or on a filled metric. Ref: its name; attribute Arn. */
    'AWS::CloudWatch::Alarm': {
      ...put((properties, { logicalId, physicalName, account }) => {
        const queries = properties.structures('Metrics');
        properties.only(...COMMON, ...(queries.length > 0 ? ['Metrics'] : SINGLE)).checkTags();
        const name = physicalName(255);
        const threshold = properties.optionalText('Threshold', { pattern: /^-?\d+(\.\d+)?$/ });
        // An alarm without a threshold detects anomalies.
        if (threshold === undefined) throw new NotModelled('an alarm without Threshold');
        cloudwatch.putAlarm({
          name,
          description: properties.optionalText('AlarmDescription', { max: 1024 }),
          ...(queries.length > 0 ? filledMetric(queries, logicalId) : watched(properties, properties, 'Statistic')),
          evaluationPeriods: properties.integer('EvaluationPeriods', { min: 1 }),
          threshold: Number(threshold),
          comparison: comparisonOf(properties),
          treatMissingData: missingDataOf(properties),
        });
        return { ref: name, attributes: { Arn: alarmArn(account, name) } };
      }),
      delete: (name) => cloudwatch.deleteAlarm(name),
    },
  };
}

const COMMON = ['AlarmDescription', 'EvaluationPeriods', 'Threshold', 'ComparisonOperator', 'TreatMissingData', 'Tags'];
const SINGLE = ['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period'];
const ID = { max: 255, pattern: /^[a-z]\w*$/ } as const;

type Watched = Pick<AlarmDefinition, 'metric' | 'period'>;

/**
 * One metric and the expression that fills it, e.g. `FILL(users, 0)`.
 * AWS: "Using math expressions with CloudWatch metrics", CloudWatch User Guide. @throws NotModelled for other expressions
 */
function filledMetric(queries: readonly Properties[], logicalId: string): Watched {
  for (const query of queries) query.only('Id', 'Expression', 'MetricStat', 'ReturnData');
  const expression = queries.find((query) => query.optionalBoolean('ReturnData') ?? true);
  const text = expression?.optionalText('Expression') ?? '';
  const [query, ...others] = queries.filter((other) => other !== expression);
  const [, metricId, fill] = /^FILL\(\s*([a-z]\w*)\s*,\s*(-?\d+(?:\.\d+)?)\s*\)$/.exec(text) ?? [];
  expression?.text('Id', ID);
  if (!query || others.length > 0 || metricId === undefined) {
    throw new NotModelled(`an alarm on Metrics other than one FILL(id, number) and its metric, ${logicalId}: ${text}`);
  }
  if (metricId !== query.text('Id', ID)) {
    throw templateError(`The expression ${text} of the alarm ${logicalId} names ${metricId}, which has no metric.`);
  }
  const stat = query.structure('MetricStat').only('Metric', 'Period', 'Stat');
  const { metric, period } = watched(
    stat.structure('Metric').only('Namespace', 'MetricName', 'Dimensions'),
    stat,
    'Stat',
  );
  return {
    metric: { ...metric, fill: Number(fill) },
    period,
  };
}

/** A metric, its statistic and its period: whole minutes, of standard resolution. */
function watched(metric: Properties, stat: Properties, statisticName: string): Watched {
  const dimensions = metric
    .structures('Dimensions')
    .map((dimension) => [dimension.only('Name', 'Value').text('Name'), dimension.text('Value')]);
  const statistic = stat.text(statisticName);
  if (statistic !== 'Sum' && statistic !== 'SampleCount') {
    throw new NotModelled(`the statistic ${statistic} of an alarm`);
  }
  const seconds = stat.integer('Period', { min: 10, max: 86_400 });
  if (seconds % 60 !== 0) throw new NotModelled(`an alarm over periods of ${seconds} seconds`);
  return {
    metric: {
      namespace: metric.text('Namespace', { min: 1, max: 255 }),
      name: metric.text('MetricName', { min: 1, max: 255 }),
      dimensions: Object.fromEntries(dimensions),
      statistic,
    },
    period: seconds * 1000,
  };
}

function comparisonOf(properties: Properties): AlarmDefinition['comparison'] {
  const operator = properties.text('ComparisonOperator');
  if (operator === 'GreaterThanThreshold' || operator === 'LessThanThreshold') return operator;
  throw new NotModelled(`the comparison ${operator} of an alarm`);
}

function missingDataOf(properties: Properties): AlarmDefinition['treatMissingData'] {
  const treatment = properties.optionalText('TreatMissingData') ?? 'missing';
  if (treatment === 'breaching' || treatment === 'notBreaching') return treatment;
  throw new NotModelled(`an alarm that treats missing data as ${treatment}`);
}
