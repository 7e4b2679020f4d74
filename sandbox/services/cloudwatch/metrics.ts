const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A metric's name; its dimensions are part of it, in whatever order. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value of a metric. Time in milliseconds since the epoch; the unit is CloudWatch's `None` if there is none. */
export interface Datapoint {
  readonly time: number;
  readonly value: number;
  readonly unit: string;
}

export type Statistic = 'Sum' | 'SampleCount' | 'Maximum';

/** What one value is for a statistic, and what two of them are together; without any there is no datapoint, not 0. */
interface StatisticOfValues {
  readonly of: (value: number) => number;
  readonly join: (one: number, other: number) => number;
}

const add = (one: number, other: number) => one + other;

export const STATISTICS: Readonly<Record<Statistic, StatisticOfValues>> = {
  Sum: { of: (value) => value, join: add },
  SampleCount: { of: () => 1, join: add },
  Maximum: { of: (value) => value, join: Math.max },
};

/** Datapoints by time, and how many there may be until the oldest are looked at again. */
interface Series {
  datapoints: Datapoint[];
  most: number;
}

/**
 * The account's metrics, of standard resolution: a datapoint belongs to the minute in which it was made. They are
 * forgotten after 15 days, as CloudWatch forgets a minute's, or when no alarm can look back to them any more.
 * AWS: "Metrics concepts", CloudWatch User Guide.
 */
export class Metrics {
  /** Told of each metric that has got a datapoint, by its key. */
  readonly observers: ((key: string) => void)[] = [];
  private readonly series = new Map<string, Series>();
  private retention = 15 * DAY;

  put(metric: MetricId, { time, value, unit }: Datapoint): void {
    const key = metricKey(metric);
    const series = this.series.get(key) ?? { datapoints: [], most: 1024 };
    this.series.set(key, series);
    insert(series.datapoints, { time: Math.floor(time / MINUTE) * MINUTE, value, unit });
    this.forget(series);
    for (const observe of this.observers) observe(key);
  }

  /** Oldest first. */
  datapoints(metric: MetricId): readonly Datapoint[] {
    return this.series.get(metricKey(metric))?.datapoints ?? [];
  }

  /** Those from this time on, oldest first. */
  since(metric: MetricId, from: number): readonly Datapoint[] {
    const datapoints = this.datapoints(metric);
    return datapoints.slice(datapoints.findLastIndex(({ time }) => time < from) + 1);
  }

  /** Whether the metric exists: it has had a datapoint, even if that is forgotten by now. */
  has(metric: MetricId): boolean {
    return this.series.has(metricKey(metric));
  }

  /** Datapoints are kept for at least this long from now on. */
  keepFor(milliseconds: number): void {
    this.retention = Math.max(this.retention, milliseconds);
  }

  /** Seldom, or each datapoint would cost a walk through all of them. */
  private forget(series: Series): void {
    if (series.datapoints.length <= series.most) return;
    const newest = series.datapoints.at(-1)?.time ?? 0;
    series.datapoints = series.datapoints.filter(({ time }) => time >= newest - this.retention);
    series.most = Math.max(1024, 2 * series.datapoints.length);
  }
}

/** What a metric is told from others by. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}

/** In the order of time; nearly always it is the newest. */
function insert(datapoints: Datapoint[], datapoint: Datapoint): void {
  datapoints.splice(datapoints.findLastIndex(({ time }) => time <= datapoint.time) + 1, 0, datapoint);
}
