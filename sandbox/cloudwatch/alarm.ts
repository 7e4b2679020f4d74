import type { MetricId, Statistic } from './metrics';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** AWS: "PutMetricAlarm", ComparisonOperator. */
export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

/** What a period without a datapoint counts for. */
export type MissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';

/** A metric that an alarm looks at. */
export interface WatchedMetric extends MetricId {
  readonly statistic: Statistic;
  readonly unit?: string;
}

/** An alarm, as PutMetricAlarm is given it. Times in milliseconds. */
export interface AlarmDefinition {
  readonly name: string;
  /** One, or those whose sum an expression makes; the sum is missing where one of them is. */
  readonly metrics: readonly WatchedMetric[];
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: keyof typeof COMPARISONS;
  readonly treatMissingData: MissingData;
  /** ARNs of SNS topics. */
  readonly alarmActions: readonly string[];
}
