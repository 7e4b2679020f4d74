import type { MetricId } from '../../../services/cloudwatch/metrics';
import type { AlarmDefinition, StateChange } from '../../../services/cloudwatch/alarm';
import type { UnconfirmedAlarms } from '../../../services/cloudwatch/evaluation-range';
import { localEvents } from '../events/local-events';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const METRIC = { namespace: 'Rule', name: 'Evaluations', dimensions: {} };
export const WATCHED = { ...METRIC, statistic: 'Sum' } as const;

/** An alarm on any failure; override what a test is about. */
export function alarm(overrides: Partial<AlarmDefinition> = {}): AlarmDefinition {
  return {
    name: 'alarm',
    metric: WATCHED,
    period: 5 * MINUTE,
    evaluationPeriods: 1,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
    ...overrides,
  };
}

/** An alarm on two days without an evaluation; override what a test is about. */
export function daily(overrides: Partial<AlarmDefinition> = {}): AlarmDefinition {
  return alarm({
    metric: { ...WATCHED, statistic: 'SampleCount' },
    period: DAY,
    evaluationPeriods: 2,
    threshold: 1,
    comparison: 'LessThanThreshold',
    treatMissingData: 'breaching',
    ...overrides,
  });
}

/** A local CloudWatch with one alarm, and the alarm's changes. */
export function watched(definition: AlarmDefinition, unconfirmed: Partial<UnconfirmedAlarms> = {}) {
  const { clock, cloudwatch } = localEvents(unconfirmed);
  const changes = new Array<StateChange>();
  cloudwatch.changeObservers.push((change) => changes.push(change));
  cloudwatch.putAlarm(definition);
  return {
    clock,
    cloudwatch,
    changes,
    put: (time: number, value: number, metric: MetricId = METRIC) => cloudwatch.metrics.put(metric, { time, value }),
    stateAt: async (time: number) => {
      await clock.runUntil(time);
      return cloudwatch.alarmState(definition.name);
    },
  };
}
