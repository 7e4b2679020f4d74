import type { AlarmDefinition } from './alarm';
import { type Metrics, STATISTICS } from './metrics';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Behaviour of alarms that AWS does not document. */
export interface UnconfirmedAlarms {
  /**
   * How many periods before its EvaluationPeriods an alarm also looks at, for real datapoints to replace missing ones.
   * AWS says only that there are some, and shows two.
   */
  readonly extraPeriods: number;
  /**
   * How FILL treats a metric without a datapoint: its value always; nothing until the metric has had its first datapoint;
   * or nothing whenever the metric has none in the evaluation range.
   */
  readonly emptyFill: 'value' | 'nothingUntilReported' | 'nothing';
}

/** The alarm's metric: its statistic of each minute, by the minute. */
interface Series {
  readonly minutes: ReadonlyMap<number, number>;
  /** Whether the metric has ever had a datapoint. */
  readonly isKnown: boolean;
}

/**
 * The periods that an alarm looks at. They slide: the newest ends with the last full minute, or with the last full hour
 * if the alarm looks at more than a day in all. A daily period is any 24 hours.
 * AWS: "Alarm evaluation window", CloudWatch User Guide.
 */
export class EvaluationRange {
  private readonly count: number;
  private readonly step: number;

  constructor(
    private readonly alarm: AlarmDefinition,
    private readonly metrics: Pick<Metrics, 'since' | 'has'>,
    private readonly behaviour: UnconfirmedAlarms,
  ) {
    this.count = alarm.evaluationPeriods + behaviour.extraPeriods;
    this.step = alarm.period * alarm.evaluationPeriods > DAY ? HOUR : MINUTE;
  }

  /** What the alarm sees from this moment on, until there are new datapoints. */
  seriesAt(time: number): Series {
    const { metric, period } = this.alarm;
    const { of, join } = STATISTICS[metric.statistic];
    const minutes = new Map<number, number>();
    for (const datapoint of this.metrics.since(metric, time - this.count * period - this.step)) {
      const [before, value] = [minutes.get(datapoint.time), of(datapoint.value)];
      minutes.set(datapoint.time, before === undefined ? value : join(before, value));
    }
    return { minutes, isKnown: this.metrics.has(metric) };
  }

  /** The value of each period of an evaluation at this moment, if it has a datapoint; the newest first. */
  periodsAt(time: number, { minutes, isKnown } = this.seriesAt(time)): (number | undefined)[] {
    const { metric, period } = this.alarm;
    const end = this.lastStep(time);
    const values = Array.from({ length: this.count }, (): number | undefined => undefined);
    for (const [minute, value] of minutes) {
      const index = Math.ceil((end - minute) / period) - 1;
      const before = values[index];
      if (index >= 0 && index < this.count) {
        values[index] = before === undefined ? value : STATISTICS[metric.statistic].join(before, value);
      }
    }
    const { emptyFill } = this.behaviour;
    const isEmpty = values.every((value) => value === undefined);
    const isFilled = emptyFill === 'value' || (emptyFill === 'nothing' ? !isEmpty : isKnown);
    return isFilled ? values.map((value) => value ?? metric.fill) : values;
  }

  /**
   * The evaluations after this moment that may differ from those before them, in order: a period gains or loses a
   * datapoint. Between them an alarm evaluates the same again and again.
   */
  momentsAfter(time: number, { minutes }: Series): number[] {
    const next = this.lastStep(time) + this.step;
    const moments = new Set([next]);
    for (const minute of minutes.keys()) {
      for (let index = 0; index <= this.count; index += 1) {
        const moment = this.lastStep(minute + index * this.alarm.period) + this.step;
        if (moment > next) moments.add(moment);
      }
    }
    return [...moments].toSorted((one, other) => one - other);
  }

  private lastStep(time: number): number {
    return Math.floor(time / this.step) * this.step;
  }
}
