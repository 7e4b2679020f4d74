import type { AlarmDefinition, StateChange } from '../../../services/cloudwatch/alarm';
import type { UnconfirmedAlarms } from '../../../services/cloudwatch/unconfirmed';
import { localEvents } from '../events/local-events';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const METRIC = { namespace: 'InactiveIamUsers', name: 'Evaluations', dimensions: {} };
export const WATCHED = { ...METRIC, id: 'm1', statistic: 'Sum' } as const;

/** Of which anything fails; override what a test is about. */
export function alarm(overrides: Partial<AlarmDefinition> = {}): AlarmDefinition {
  return {
    name: 'alarm',
    metrics: [WATCHED],
    period: 5 * MINUTE,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'missing',
    alarmActions: [],
    ...overrides,
  };
}

/** That something has happened on each of two days. */
export function daily(overrides: Partial<AlarmDefinition> = {}): AlarmDefinition {
  return alarm({
    metrics: [{ ...WATCHED, statistic: 'SampleCount' }],
    period: DAY,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    comparison: 'LessThanThreshold',
    treatMissingData: 'breaching',
    ...overrides,
  });
}

/** A local CloudWatch with one alarm, and what has become of it. */
export function watched(definition: AlarmDefinition, unconfirmed: Partial<UnconfirmedAlarms> = {}) {
  const { clock, cloudwatch } = localEvents(unconfirmed);
  const changes = new Array<StateChange>();
  cloudwatch.changeObservers.push((change) => changes.push(change));
  cloudwatch.putAlarm(definition);
  return {
    clock,
    cloudwatch,
    changes,
    put: (time: number, value: number, metric = METRIC, unit = 'None') =>
      cloudwatch.metrics.put(metric, { time, value, unit }),
    stateAt: async (time: number) => {
      await clock.runUntil(time);
      return cloudwatch.alarmState(definition.name);
    },
  };
}
