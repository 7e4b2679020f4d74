import type { AlarmDefinition, WatchedMetric } from './alarm';
import type { Statistic } from './metrics';
import { NotModelled } from '../../core/aws-error';
import type { Properties } from '../../cloudformation/properties';
import { templateError } from '../../cloudformation/template-error';

/** What an alarm watches, and over which periods, in milliseconds. */
export type Watched = Pick<AlarmDefinition, 'metrics' | 'expression' | 'period'>;

/** One metric, by the alarm's own properties. AWS gives it a UUID for its id. */
export function singleMetric(alarm: Properties): Watched {
  const metric = { id: 'm1', ...metricId(alarm), statistic: statisticOf(alarm, 'Statistic'), ...unitOf(alarm) };
  return { metrics: [metric], period: periodOf(alarm) };
}

/**
 * What an expression makes of metrics: a sum, `errors + throttles`, of which each may be filled, `FILL(users, 0)`.
 * AWS: "Using math expressions with CloudWatch metrics", CloudWatch User Guide. @throws NotModelled for other expressions
 */
export function metricMath(queries: readonly Properties[], logicalId: string): Watched {
  for (const query of queries) query.only('Id', 'Expression', 'Label', 'MetricStat', 'ReturnData');
  const returned = queries.filter((query) => query.optionalBoolean('ReturnData') ?? true);
  const [expression, ...others] = returned;
  const text = expression?.optionalText('Expression');
  if (!expression || text === undefined || others.length > 0) {
    throw new NotModelled(`an alarm on Metrics that do not return the value of one Expression alone, ${logicalId}`);
  }
  const watched = new Map(
    queries.filter((query) => query !== expression).map((query) => [query.text('Id', ID), metricStat(query)]),
  );
  const terms = text.split('+').map((term) => {
    const parsed = parseTerm(term.trim());
    if (parsed) return parsed;
    throw new NotModelled(`the expression ${text} of the alarm ${logicalId}, no sum of ids and FILL(id, number)`);
  });
  const metrics = terms.map((term) => {
    const found = watched.get(term.id);
    if (found) return { ...found, metric: { ...found.metric, ...term } };
    throw templateError(`The expression ${text} of the alarm ${logicalId} names ${term.id}, which has no metric.`);
  });
  const [first, ...rest] = metrics;
  if (!first || rest.some(({ period }) => period !== first.period)) {
    throw templateError(`The metrics of the expression of the alarm ${logicalId} must have the same Period.`);
  }
  const label = expression.optionalText('Label');
  return {
    metrics: metrics.map(({ metric }) => metric),
    expression: { id: expression.text('Id', ID), text, ...(label !== undefined && { label }) },
    period: first.period,
  };
}

/** `m1`, or `FILL(m1, 0)`. */
function parseTerm(term: string): { readonly id: string; readonly fill?: number } | undefined {
  const [, id, fill] = /^FILL\(\s*(\w+)\s*,\s*(-?\d+(?:\.\d+)?)\s*\)$/.exec(term) ?? [undefined, term];
  if (id === undefined || !ID.pattern.test(id)) return undefined;
  return { id, ...(fill !== undefined && { fill: Number(fill) }) };
}

const ID = { max: 255, pattern: /^[a-z]\w*$/ } as const;

function metricStat(query: Properties): { readonly metric: Omit<WatchedMetric, 'id'>; readonly period: number } {
  const stat = query.structure('MetricStat').only('Metric', 'Period', 'Stat', 'Unit');
  const metric = metricId(stat.structure('Metric').only('Namespace', 'MetricName', 'Dimensions'));
  return { metric: { ...metric, statistic: statisticOf(stat, 'Stat'), ...unitOf(stat) }, period: periodOf(stat) };
}

function metricId(properties: Properties) {
  const dimensions = properties
    .structures('Dimensions')
    .map((dimension) => [dimension.only('Name', 'Value').text('Name'), dimension.text('Value')]);
  return {
    namespace: properties.text('Namespace', { min: 1, max: 255 }),
    name: properties.text('MetricName', { min: 1, max: 255 }),
    dimensions: Object.fromEntries(dimensions),
  };
}

function statisticOf(properties: Properties, name: string): Statistic {
  const statistic = properties.text(name);
  if (statistic === 'Sum' || statistic === 'SampleCount' || statistic === 'Maximum') return statistic;
  throw new NotModelled(`the statistic ${statistic} of an alarm`);
}

function unitOf(properties: Properties): { unit?: string } {
  const unit = properties.optionalText('Unit');
  return unit === undefined ? {} : { unit };
}

/** Of standard resolution: whole minutes. */
function periodOf(properties: Properties): number {
  const seconds = properties.integer('Period', { min: 10 });
  if (seconds % 60 !== 0) throw new NotModelled(`an alarm over periods of ${seconds} seconds`);
  return seconds * 1000;
}
