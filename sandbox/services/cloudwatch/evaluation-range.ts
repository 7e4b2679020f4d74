import type { AlarmDefinition, WatchedMetric } from './alarm';
import { type Datapoint, type Metrics, STATISTICS } from './metrics';
import type { UnconfirmedAlarms } from './unconfirmed';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One period of an alarm; without a datapoint it has no value. Time in milliseconds since the epoch. */
export interface Period {
  readonly start: number;
  readonly value: number | undefined;
}

/** A metric with what an alarm needs of it: its statistic of each minute, by the minute. */
interface WatchedSeries {
  readonly metric: WatchedMetric;
  readonly minutes: ReadonlyMap<number, number>;
  /** Whether the metric has ever had a datapoint. */
  readonly isKnown: boolean;
}

/**
 * The periods that an alarm looks at. They slide: the newest ends with the last full minute, and a daily one is any 24
 * hours; for an alarm over more than a day in all, with the last full hour.
 * AWS: "Alarm evaluation window", CloudWatch User Guide.
 */
export class EvaluationRange {
  private readonly count: number;
  private readonly step: number;

  constructor(
    private readonly alarm: AlarmDefinition,
    private readonly behaviour: UnconfirmedAlarms,
  ) {
    this.count = alarm.evaluationPeriods + behaviour.extraPeriods;
    this.step = alarm.period * alarm.evaluationPeriods > DAY ? HOUR : MINUTE;
  }

  /** How far back the alarm looks, in milliseconds. */
  get length(): number {
    return this.count * this.alarm.period + this.step;
  }

  /** What the alarm sees from this moment on, until there are new datapoints. */
  seriesAt(metrics: Pick<Metrics, 'since' | 'has'>, time: number): readonly WatchedSeries[] {
    return this.alarm.metrics.map((metric) => ({
      metric,
      minutes: minutesOf(metric, metrics.since(metric, time - this.length)),
      isKnown: metrics.has(metric),
    }));
  }

  /** The periods of an evaluation at this moment, the newest first. */
  periodsAt(time: number, series: readonly WatchedSeries[]): Period[] {
    const end = this.lastStep(time);
    const values = series.map((one) => this.valuesUntil(end, one));
    return Array.from({ length: this.count }, (_, index) => ({
      start: end - (index + 1) * this.alarm.period,
      value: sumOf(values.map((ofOne) => ofOne[index])),
    }));
  }

  /**
   * The evaluations after this moment that may see something else than those before them, in order: a period gets or loses
   * a datapoint. Between them an alarm evaluates the same again and again.
   */
  momentsAfter(time: number, series: readonly WatchedSeries[]): number[] {
    const next = this.lastStep(time) + this.step;
    const moments = new Set([next]);
    for (const { minutes } of series) {
      for (const minute of minutes.keys()) {
        for (let index = 0; index <= this.count; index += 1) {
          const moment = this.lastStep(minute + index * this.alarm.period) + this.step;
          if (moment > next) moments.add(moment);
        }
      }
    }
    return [...moments].toSorted((one, other) => one - other);
  }

  private lastStep(time: number): number {
    return Math.floor(time / this.step) * this.step;
  }

  private valuesUntil(end: number, { metric, minutes, isKnown }: WatchedSeries): (number | undefined)[] {
    const values = Array.from({ length: this.count }, (): number | undefined => undefined);
    let isEmpty = true;
    for (const [minute, value] of minutes) {
      const index = Math.ceil((end - minute) / this.alarm.period) - 1;
      if (index < 0 || index >= this.count) continue;
      values[index] = joined(metric, values[index], value);
      isEmpty = false;
    }
    const { emptyFill } = this.behaviour;
    const isFilled = emptyFill === 'value' || (emptyFill === 'nothing' ? !isEmpty : isKnown);
    return isFilled ? values.map((value) => value ?? metric.fill) : values;
  }
}

function minutesOf(metric: WatchedMetric, datapoints: readonly Datapoint[]): ReadonlyMap<number, number> {
  const minutes = new Map<number, number>();
  for (const { time, value, unit } of datapoints) {
    if (metric.unit !== undefined && metric.unit !== unit) continue;
    minutes.set(time, joined(metric, minutes.get(time), STATISTICS[metric.statistic].of(value)));
  }
  return minutes;
}

function joined({ statistic }: WatchedMetric, before: number | undefined, value: number): number {
  return before === undefined ? value : STATISTICS[statistic].join(before, value);
}

/**
 * Missing values count as 0 in arithmetic; with none at all there is nothing to add.
 * AWS: "Using math expressions with CloudWatch metrics", CloudWatch User Guide, basic arithmetic functions.
 */
function sumOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}
