import { membersOf, scalarText } from '../cloudformation/values';
import { AwsError, NotModelled } from '../endpoint/aws-error';
import type { Logs } from '../logs';
import { type FilterPattern, parseFilterPattern, selectorFor } from './filter-pattern';
import type { Metrics } from './metrics';

/** What PutMetricFilter is given. */
export interface MetricFilterDefinition {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metric: string;
  /** A number, or the selector of one, `$.message.users`. */
  readonly value: string;
  readonly unit?: string;
  /** Selectors by dimension. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** The value for a minute in which the group has got lines, of which none matched. */
  readonly defaultValue?: number;
}

interface MetricFilter extends MetricFilterDefinition {
  readonly matches: FilterPattern;
  readonly valueIn: (event: unknown) => number | undefined;
}

/**
 * The metric filters of CloudWatch Logs. They see JSON lines only, as Lambda writes them: the time of a line is its
 * `timestamp`. AWS: "Creating metrics from log events using filters", CloudWatch Logs User Guide.
 */
export class MetricFilters {
  private readonly filters: MetricFilter[] = [];

  constructor(
    private readonly logs: Pick<Logs, 'hasLogGroup' | 'lineObservers'>,
    private readonly metrics: Pick<Metrics, 'put'>,
  ) {
    logs.lineObservers.push((group, lines) => this.observe(group, lines));
  }

  /**
   * Sets a filter, or changes the group's one of that name. AWS: "PutMetricFilter", CloudWatch Logs API Reference.
   * @throws AwsError ResourceNotFoundException; NotModelled
   */
  put(definition: MetricFilterDefinition): void {
    if (!this.logs.hasLogGroup(definition.logGroup)) {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    const filter = {
      ...definition,
      matches: parseFilterPattern(definition.pattern),
      valueIn: valueReader(definition.value),
    };
    for (const selector of Object.values(definition.dimensions)) selectorFor(selector);
    const known = this.filters.findIndex(({ name, logGroup }) => name === filter.name && logGroup === filter.logGroup);
    this.filters.splice(known < 0 ? this.filters.length : known, 1, filter);
  }

  /** Lines have arrived in a group. @throws NotModelled for a line without what a filter's dimension asks for */
  private observe(logGroup: string, lines: readonly string[]): void {
    const filters = this.filters.filter((filter) => filter.logGroup === logGroup);
    if (filters.length === 0) return;
    const events = lines.flatMap((line) => parseLine(line) ?? []);
    for (const filter of filters) this.apply(filter, events);
  }

  private apply(filter: MetricFilter, events: readonly LogEvent[]): void {
    const unit = filter.unit ?? 'None';
    const matching = events.filter(({ json }) => filter.matches(json));
    for (const { json, time } of matching) {
      const value = filter.valueIn(json);
      if (value !== undefined) this.metrics.put(metricOf(filter, json), { time, value, unit });
    }
    if (filter.defaultValue === undefined) return;
    const matched = new Set(matching.map(minuteOf));
    for (const minute of new Set(events.map(minuteOf))) {
      if (matched.has(minute)) continue;
      this.metrics.put(metricOf(filter, {}), { time: minute, value: filter.defaultValue, unit });
    }
  }
}

interface LogEvent {
  readonly json: unknown;
  readonly time: number;
}

function parseLine(line: string): LogEvent | undefined {
  const json = parseJson(line);
  const timestamp = membersOf(json)?.get('timestamp');
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(time) ? undefined : { json, time };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function minuteOf({ time }: LogEvent): number {
  return Math.floor(time / 60_000) * 60_000;
}

/** A value that is no number makes no datapoint. */
function valueReader(value: string): MetricFilter['valueIn'] {
  const read = value.startsWith('$') ? selectorFor(value) : () => value;
  return (event) => {
    const found = read(event);
    const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  };
}

function metricOf({ namespace, metric, dimensions, name }: MetricFilter, json: unknown) {
  const entries = Object.entries(dimensions).map(([dimension, selector]) => {
    const value = scalarText(selectorFor(selector)(json));
    if (value === undefined) throw new NotModelled(`a log line without ${selector}, a dimension of the filter ${name}`);
    return [dimension, value];
  });
  return { namespace, name: metric, dimensions: Object.fromEntries(entries) };
}
