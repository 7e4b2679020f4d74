import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { ALARM_CHANGE } from '../events/known-events';
import { alarmArn, type StateChange, type StateOfAlarm } from './alarm';

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
