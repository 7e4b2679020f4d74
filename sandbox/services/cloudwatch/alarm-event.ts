import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { ALARM_CHANGE } from '../events/known-events';
import { type AlarmDefinition, alarmArn, type StateChange, type StateOfAlarm, type WatchedMetric } from './alarm';

/**
 * What CloudWatch tells EventBridge of an alarm whose state has become another. It leaves out `reasonData`, JSON that AWS
 * does not describe. AWS: "Alarm events and EventBridge", CloudWatch User Guide.
 */
export function alarmStateChange({ alarm, previous, state }: StateChange, account: Account): EventEntry {
  return {
    ...ALARM_CHANGE,
    time: state.since,
    resources: [alarmArn(account, alarm.name)],
    detail: {
      alarmName: alarm.name,
      configuration: configurationOf(alarm),
      previousState: stateIn(previous),
      state: stateIn(state),
    },
  };
}

function stateIn({ value, reason, since }: StateOfAlarm): object {
  return { value, reason, timestamp: new Date(since).toISOString().replace('Z', '+0000') };
}

function configurationOf({ description, expression, metrics, period }: AlarmDefinition): object {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]));
  const queries = [...byId.values()].map((metric) => ({
    id: metric.id,
    metricStat: metricStatOf(metric, period),
    returnData: expression === undefined,
  }));
  const math = expression && {
    id: expression.id,
    expression: expression.text,
    ...(expression.label !== undefined && { label: expression.label }),
    returnData: true,
  };
  return {
    ...(description !== undefined && { description }),
    metrics: [...(math ? [math] : []), ...queries],
  };
}

function metricStatOf({ namespace, name, dimensions, statistic, unit }: WatchedMetric, period: number): object {
  return {
    metric: { namespace, name, dimensions },
    period: period / 1000,
    stat: statistic,
    ...(unit !== undefined && { unit }),
  };
}
