import type { Datapoint as ShownDatapoint, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import { type Datapoint, type MetricId, type Metrics, type Statistic, STATISTICS } from './metrics';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_DATAPOINTS = 1440;

/** Milliseconds since the epoch; the end is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

/**
 * Sum and SampleCount of a metric, without units; a period without a datapoint is left out. The start is rounded down to
 * the minute. Not confirmed: that the first period begins there. AWS: "GetMetricStatistics", CloudWatch API Reference.
 */
export function getMetricStatistics(metrics: Metrics, clock: Pick<SandboxClock, 'now'>): Operation {
  return (input) => {
    input.only('Namespace', 'MetricName', 'Dimensions', 'StartTime', 'EndTime', 'Period', 'Statistics');
    const metric: MetricId = {
      namespace: input.text('Namespace', { min: 1, max: 255 }),
      name: input.text('MetricName', { min: 1, max: 255 }),
      dimensions: dimensionsIn(input),
    };
    const names = input.texts('Statistics', { min: 1, max: 5 });
    const statistics = names.flatMap((name) => (isStatistic(name) ? name : []));
    if (statistics.length < names.length) input.refuse(new NotModelled(`the statistics ${names.join(', ')}`));
    const span = spanIn(input);
    return {
      authorize: () => [{ arn: '*' }],
      handle: (): GetMetricStatisticsOutput => {
        if (span.start < clock.now() - 15 * DAY) throw new NotModelled('statistics of more than 15 days ago');
        return {
          Label: metric.name,
          Datapoints: aggregated(metrics.since(metric, span.start), span, statistics),
        };
      },
    };
  };
}

function dimensionsIn(input: Fields): MetricId['dimensions'] {
  const dimensions = input.structures('Dimensions', { max: 30 }).map((dimension) => {
    dimension.only('Name', 'Value');
    return [dimension.text('Name', { min: 1, max: 255 }), dimension.text('Value', { min: 1, max: 1024 })];
  });
  return Object.fromEntries(dimensions);
}

function spanIn(input: Fields): Span {
  const period = input.integer('Period', { min: 1 }) * 1000;
  const start = Math.floor(input.date('StartTime').getTime() / MINUTE) * MINUTE;
  const end = input.date('EndTime').getTime();
  if (period % MINUTE !== 0) input.refuse(new NotModelled(`statistics over periods of ${period / 1000} seconds`));
  if (end <= start) {
    const message = 'The parameter StartTime must be less than the parameter EndTime.';
    input.refuse(new AwsError('InvalidParameterValue', message));
  }
  const count = (end - start) / period;
  if (count > MOST_DATAPOINTS) {
    const message = `You have requested up to ${Math.ceil(count)} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}.`;
    input.refuse(new AwsError('InvalidParameterCombination', message));
  }
  return { start, end, period };
}

function aggregated(
  datapoints: readonly Datapoint[],
  { start, end, period }: Span,
  statistics: readonly Statistic[],
): ShownDatapoint[] {
  const periods = new Map<number, Partial<Record<Statistic, number>>>();
  for (const { time, value } of datapoints) {
    if (time >= end) break;
    const beginning = start + Math.floor((time - start) / period) * period;
    const sofar = periods.get(beginning) ?? {};
    periods.set(beginning, sofar);
    for (const name of statistics) {
      const { of, join } = STATISTICS[name];
      const before = sofar[name];
      sofar[name] = before === undefined ? of(value) : join(before, of(value));
    }
  }
  return [...periods].map(([time, values]) => ({ Timestamp: new Date(time), ...values }));
}

function isStatistic(name: string): name is Statistic {
  return Object.hasOwn(STATISTICS, name);
}
