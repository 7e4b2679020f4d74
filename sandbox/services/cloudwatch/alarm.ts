import type { Account } from '../../core/account';
import type { Period } from './evaluation-range';
import type { MetricId, Statistic } from './metrics';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** AWS: "PutMetricAlarm", ComparisonOperator; and its words in the reason of a state. */
export const COMPARISONS = {
  GreaterThanThreshold: { holds: (value: number, threshold: number) => value > threshold, text: 'greater than' },
  LessThanThreshold: { holds: (value: number, threshold: number) => value < threshold, text: 'less than' },
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
  /** The metric math around the metric, as the template writes it; absent for the metric itself. */
  readonly expression?: { readonly id: string; readonly text: string; readonly metricId: string };
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
  readonly reason: string;
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
export function stateAfter(alarm: AlarmDefinition, periods: readonly Period[]): 'OK' | 'ALARM' {
  const real = realPeriods(alarm, periods);
  const missing = alarm.treatMissingData === 'breaching' ? alarm.evaluationPeriods - real.length : 0;
  const breaching = real.filter(({ value }) => breaches(alarm, value)).length;
  return breaching + missing >= alarm.evaluationPeriods ? 'ALARM' : 'OK';
}

/**
 * Why an alarm is in a state, in CloudWatch's own sentences as its examples show them.
 * AWS: "Alarm events and EventBridge", CloudWatch User Guide.
 */
export function reasonOf(alarm: AlarmDefinition, periods: readonly Period[], state: 'OK' | 'ALARM'): string {
  const { evaluationPeriods, threshold, comparison } = alarm;
  const real = realPeriods(alarm, periods);
  if (real.length === 0) {
    const treated = alarm.treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    const missing = `${counted(evaluationPeriods, 'missing datapoint')} ${were(evaluationPeriods)} treated as [${treated}]`;
    return `Threshold Crossed: no datapoints were received for ${counted(evaluationPeriods, 'period')} and ${missing}.`;
  }
  const deciding = real.filter(({ value }) => breaches(alarm, value) === (state === 'ALARM'));
  const list = deciding.map(({ start, value }) => `${decimal(value)} (${dayAndTime(start)})`).join(', ');
  const [not, least, transition] =
    state === 'ALARM' ? ['', evaluationPeriods, 'OK -> ALARM'] : ['not ', 1, 'ALARM -> OK'];
  return (
    `Threshold Crossed: ${deciding.length} out of the last ${counted(evaluationPeriods, 'datapoint')} [${list}] ` +
    `${were(deciding.length)} ${not}${COMPARISONS[comparison].text} the threshold (${decimal(threshold)}) ` +
    `(minimum ${counted(least, 'datapoint')} for ${transition} transition).`
  );
}

function realPeriods({ evaluationPeriods }: AlarmDefinition, periods: readonly Period[]) {
  return periods
    .flatMap(({ start, value }) => (value === undefined ? [] : [{ start, value }]))
    .slice(0, evaluationPeriods);
}

function breaches({ threshold, comparison }: AlarmDefinition, value: number): boolean {
  return COMPARISONS[comparison].holds(value, threshold);
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** `1.0` for 1. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `24/11/26 08:00:00`. */
function dayAndTime(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}
