import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { ALARM_CHANGE } from '../events/known-events';
import type { MetricId, Statistic } from './metrics';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** AWS: "PutMetricAlarm", ComparisonOperator. */
const COMPARISONS = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
} as const;

/** The metric that an alarm watches. */
export interface WatchedMetric extends MetricId {
  readonly statistic: Statistic;
  /** The value of a period without a datapoint: FILL(id, value). */
  readonly fill?: number;
}

/** An alarm, as PutMetricAlarm is given it. Times in milliseconds. */
export interface AlarmDefinition {
  readonly name: string;
  readonly description?: string;
  readonly metric: WatchedMetric;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly threshold: number;
  readonly comparison: keyof typeof COMPARISONS;
  /** How a period without a datapoint counts. */
  readonly treatMissingData: 'breaching' | 'notBreaching';
}

/** A state that an alarm has or had, and since when: milliseconds since the epoch. */
export interface StateOfAlarm {
  readonly value: AlarmState;
  readonly since: number;
}

/** An alarm has gone from one state to another. */
export interface StateChange {
  readonly alarm: AlarmDefinition;
  readonly previous: StateOfAlarm;
  readonly state: StateOfAlarm;
}

export function alarmArn({ partition, region, accountId }: Account, name: string): string {
  return `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/**
 * The state after the periods of an alarm's evaluation range, the newest first. The range is longer than the alarm's
 * EvaluationPeriods: the newest real datapoints are taken from all of it, and the treatment of missing data counts only if
 * they are too few. AWS: "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide, with its tables.
 */
export function stateAfter(alarm: AlarmDefinition, periods: readonly (number | undefined)[]): 'OK' | 'ALARM' {
  const { evaluationPeriods, threshold, comparison, treatMissingData } = alarm;
  const real = periods.filter((value) => value !== undefined).slice(0, evaluationPeriods);
  const missing = treatMissingData === 'breaching' ? evaluationPeriods - real.length : 0;
  const breaching = real.filter((value) => COMPARISONS[comparison](value, threshold)).length;
  return breaching + missing === evaluationPeriods ? 'ALARM' : 'OK';
}

/**
 * What CloudWatch sends to EventBridge when an alarm's state has changed, without the reasons of the states and the
 * alarm's metrics. AWS: "Alarm events and EventBridge", CloudWatch User Guide.
 */
export function alarmStateChange({ alarm, previous, state }: StateChange, account: Account): EventEntry {
  return {
    ...ALARM_CHANGE,
    time: state.since,
    resources: [alarmArn(account, alarm.name)],
    detail: {
      alarmName: alarm.name,
      configuration: { description: alarm.description },
      previousState: stateIn(previous),
      state: stateIn(state),
    },
  };
}

function stateIn({ value, since }: StateOfAlarm): object {
  return { value, timestamp: new Date(since).toISOString().replace('Z', '+0000') };
}
