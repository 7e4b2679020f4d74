import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { ALARM_CHANGE } from '../events/known-events';
import { type AlarmDefinition, alarmArn, type StateChange, type StateOfAlarm } from './alarm';

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

/** AWS gives the metric of an alarm without an expression a UUID for its id. */
function configurationOf({ description, expression, metric, period }: AlarmDefinition): object {
  const { namespace, name, dimensions, statistic } = metric;
  const query = {
    id: expression?.metricId ?? 'm1',
    metricStat: { metric: { namespace, name, dimensions }, period: period / 1000, stat: statistic },
    returnData: !expression,
  };
  const math = expression && { id: expression.id, expression: expression.text, returnData: true };
  return { ...(description !== undefined && { description }), metrics: [...(math ? [math] : []), query] };
}
