import type { EvaluationSummary } from './evaluate';

/** The metrics of an evaluation, each with the count that it shows. */
export const METRICS = {
  Users: 'users',
  Inactive: 'inactive',
  Exempt: 'exempt',
  Upcoming: 'upcoming',
  Removed: 'removed',
} as const satisfies Record<string, keyof EvaluationSummary>;

export type MetricName = keyof typeof METRICS;

/**
 * One line that CloudWatch makes metrics of, without a metric filter: the namespace is the rule's name, there is no
 * dimension. AWS: "Specification: Embedded metric format", CloudWatch User Guide.
 */
export function metricsLine(ruleName: string, summary: EvaluationSummary, now: Date): string {
  const Metrics = Object.keys(METRICS).map((Name) => ({ Name }));
  const values = Object.entries(METRICS).map(([name, count]) => [name, summary[count]]);
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: ruleName, Dimensions: [[]], Metrics }],
    },
    ...Object.fromEntries(values),
  });
}
