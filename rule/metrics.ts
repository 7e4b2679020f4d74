import type { EvaluationSummary } from './evaluate';

/** Each metric with its member of the summary. */
export const METRICS = {
  Users: 'users',
  Inactive: 'inactive',
  Exempt: 'exempt',
  Upcoming: 'upcoming',
  Removed: 'removed',
} as const satisfies Record<string, keyof EvaluationSummary>;

export type MetricName = keyof typeof METRICS;

/**
 * A line from which CloudWatch extracts the metrics. The namespace is the rule's name; there are no dimensions.
 * AWS: "Specification: Embedded metric format", CloudWatch User Guide.
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
