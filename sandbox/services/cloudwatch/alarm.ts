import type { Account } from '../../core/account';
import type { MetricId, Statistic } from './metrics';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** AWS: "PutMetricAlarm", ComparisonOperator; and how a state's reason says it. */
export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: {
    holds: (value: number, threshold: number) => value >= threshold,
    text: 'greater than or equal to',
  },
  GreaterThanThreshold: { holds: (value: number, threshold: number) => value > threshold, text: 'greater than' },
  LessThanThreshold: { holds: (value: number, threshold: number) => value < threshold, text: 'less than' },
  LessThanOrEqualToThreshold: {
    holds: (value: number, threshold: number) => value <= threshold,
    text: 'less than or equal to',
  },
} as const;

/** What a period without a datapoint counts for. */
export type MissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';

/** A metric that an alarm looks at. */
export interface WatchedMetric extends MetricId {
  /** Its name in the alarm's expression. */
  readonly id: string;
  readonly statistic: Statistic;
  readonly unit?: string;
  /** The value of a period without a datapoint: FILL(id, value). */
  readonly fill?: number;
}

/** The metric math of an alarm, as it was written. */
export interface Expression {
  readonly id: string;
  readonly text: string;
  readonly label?: string;
}

/** An alarm, as PutMetricAlarm is given it. Times in milliseconds. */
export interface AlarmDefinition {
  readonly name: string;
  readonly description?: string;
  /** One, or those whose sum the expression makes. */
  readonly metrics: readonly WatchedMetric[];
  readonly expression?: Expression;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: keyof typeof COMPARISONS;
  readonly treatMissingData: MissingData;
  /** ARNs of SNS topics. */
  readonly alarmActions: readonly string[];
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
