const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A metric's name; its dimensions are part of it, in any order. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value of a metric. Time in milliseconds since the epoch. */
export interface Datapoint {
  readonly time: number;
  readonly value: number;
}

const add = (one: number, other: number) => one + other;

/** How a statistic counts one value and combines two. Without values there is no datapoint, rather than 0. */
export const STATISTICS = {
  Sum: { of: (value: number) => value, join: add },
  SampleCount: { of: () => 1, join: add },
} as const;

export type Statistic = keyof typeof STATISTICS;

/** How long CloudWatch keeps datapoints of a minute. No alarm looks back further. */
const RETENTION = 15 * DAY;

/** Datapoints by time, and the number of them at which the oldest are dropped next. */
interface Series {
  datapoints: Datapoint[];
  most: number;
}

/**
 * The account's metrics, of standard resolution: a datapoint belongs to the minute in which it was made.
 * AWS: "Metrics concepts", CloudWatch User Guide.
 */
export class Metrics {
  /** Called with the key of each metric that has a new datapoint. */
  readonly observers: ((key: string) => void)[] = [];
  private readonly series = new Map<string, Series>();

  put(metric: MetricId, { time, value }: Datapoint): void {
    const key = metricKey(metric);
    const series = this.series.get(key) ?? { datapoints: [], most: 1024 };
    this.series.set(key, series);
    const datapoint = { time: Math.floor(time / MINUTE) * MINUTE, value };
    // Sorted by time; the new one is nearly always the latest.
    series.datapoints.splice(
      series.datapoints.findLastIndex((other) => other.time <= datapoint.time) + 1,
      0,
      datapoint,
    );
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

  /** Runs rarely, or each datapoint would cost a walk through all of them. */
  private forget(series: Series): void {
    if (series.datapoints.length <= series.most) return;
    const newest = series.datapoints.at(-1)?.time ?? 0;
    series.datapoints = series.datapoints.filter(({ time }) => time >= newest - RETENTION);
    series.most = Math.max(1024, 2 * series.datapoints.length);
  }
}

/** Identifies a metric. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
