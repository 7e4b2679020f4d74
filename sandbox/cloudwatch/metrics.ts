/** A metric's name; its dimensions are part of it, in whatever order. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value of a metric. Time in milliseconds since the epoch; the unit is CloudWatch's `None` where there is none. */
export interface Datapoint {
  readonly time: number;
  readonly value: number;
  readonly unit: string;
}

export type Statistic = 'Sum' | 'SampleCount' | 'Maximum';

const STATISTICS: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  SampleCount: (values) => values.length,
  Maximum: (values) => Math.max(...values),
};

/** The account's metrics, of standard resolution: a datapoint belongs to the minute in which it was made. */
export class Metrics {
  private readonly series = new Map<string, Datapoint[]>();

  put(metric: MetricId, { time, value, unit }: Datapoint): void {
    const key = keyOf(metric);
    const datapoints = this.series.get(key) ?? [];
    datapoints.push({ time: Math.floor(time / 60_000) * 60_000, value, unit });
    this.series.set(key, datapoints);
  }

  datapoints(metric: MetricId): readonly Datapoint[] {
    return this.series.get(keyOf(metric)) ?? [];
  }

  /** Over `from` up to, not with, `to`; undefined where there is no datapoint: a sum is not 0 then, nor is a count. */
  statistic(metric: MetricId, statistic: Statistic, { from, to, unit }: Span): number | undefined {
    const values = this.datapoints(metric)
      .filter((datapoint) => datapoint.time >= from && datapoint.time < to)
      .filter((datapoint) => unit === undefined || datapoint.unit === unit)
      .map(({ value }) => value);
    return values.length === 0 ? undefined : STATISTICS[statistic](values);
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly unit?: string | undefined;
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
