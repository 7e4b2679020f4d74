import type { Alarm as Wake, SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import { type AlarmDefinition, type AlarmState, stateAfter, type StateChange, type StateOfAlarm } from './alarm';
import { EvaluationRange, type UnconfirmedAlarms } from './evaluation-range';
import { metricKey, type Metrics } from './metrics';

interface StoredAlarm {
  readonly definition: AlarmDefinition;
  readonly range: EvaluationRange;
  readonly metricKey: string;
  state: StateOfAlarm;
  /** When the state will change, as far as the present datapoints tell. */
  next: number | undefined;
  wake: Wake | undefined;
}

/**
 * The account's alarms, as if each were evaluated every minute or hour. The datapoints so far tell when a state will
 * change: an alarm is evaluated again only then, or when a datapoint arrives.
 */
export class Alarms {
  readonly changeObservers: ((change: StateChange) => void)[] = [];
  private readonly alarms = new Map<string, StoredAlarm>();

  constructor(
    private readonly clock: Pick<SandboxClock, 'now' | 'alarm' | 'spawn'>,
    private readonly metrics: Metrics,
    private readonly behaviour: UnconfirmedAlarms,
  ) {
    metrics.observers.push((key) => this.observe(key));
  }

  /** A new alarm is evaluated at once; one that is changed keeps its state until then. */
  put(definition: AlarmDefinition): void {
    const now = this.clock.now();
    const known = this.alarms.get(definition.name);
    known?.wake?.cancel();
    const alarm: StoredAlarm = {
      definition,
      range: new EvaluationRange(definition, this.metrics, this.behaviour),
      metricKey: metricKey(definition.metric),
      state: known?.state ?? { value: 'INSUFFICIENT_DATA', since: now },
      next: now,
      wake: undefined,
    };
    this.alarms.set(definition.name, alarm);
    this.wakeAt(alarm, now);
  }

  delete(name: string): void {
    this.alarms.get(name)?.wake?.cancel();
    this.alarms.delete(name);
  }

  /** What an evaluation at this moment would find. @throws AwsError ResourceNotFound */
  state(name: string): AlarmState {
    const alarm = this.alarms.get(name);
    if (!alarm) throw new AwsError('ResourceNotFound', `There is no alarm ${name}.`, 404);
    return this.present(alarm).value;
  }

  /** Every alarm with the state that an evaluation at this moment would find. */
  all(): { readonly definition: AlarmDefinition; readonly state: StateOfAlarm }[] {
    return [...this.alarms.values()].map((alarm) => ({ definition: alarm.definition, state: this.present(alarm) }));
  }

  private present(alarm: StoredAlarm): StateOfAlarm {
    this.catchUp(alarm);
    return this.stateAt(alarm, this.clock.now());
  }

  /** A metric has a new datapoint: its alarms may have to change sooner, or not at all. */
  private observe(key: string): void {
    for (const alarm of this.alarms.values()) {
      if (alarm.metricKey !== key) continue;
      this.catchUp(alarm);
      this.plan(alarm, this.clock.now());
    }
  }

  private catchUp(alarm: StoredAlarm): void {
    while (alarm.next !== undefined && alarm.next <= this.clock.now()) {
      const { next: time, definition, state: previous } = alarm;
      alarm.state = this.stateAt(alarm, time);
      if (alarm.state !== previous) {
        for (const observe of this.changeObservers) observe({ alarm: definition, previous, state: alarm.state });
      }
      this.plan(alarm, time);
    }
  }

  /** The present state, or a new one from this time on. */
  private stateAt({ definition, range, state }: StoredAlarm, time: number): StateOfAlarm {
    const value = stateAfter(definition, range.periodsAt(time));
    return value === state.value ? state : { value, since: time };
  }

  /** Looks for the first evaluation after this moment that changes the alarm's state. */
  private plan(alarm: StoredAlarm, time: number): void {
    const { definition, range, state } = alarm;
    const series = range.seriesAt(time);
    const next = range
      .momentsAfter(time, series)
      .find((moment) => stateAfter(definition, range.periodsAt(moment, series)) !== state.value);
    if (next === alarm.next) return;
    alarm.next = next;
    alarm.wake?.cancel();
    alarm.wake = undefined;
    if (next !== undefined) this.wakeAt(alarm, next);
  }

  private wakeAt(alarm: StoredAlarm, time: number): void {
    const wake = this.clock.alarm(time, { background: true });
    alarm.wake = wake;
    this.clock.spawn(async () => {
      await wake.reached;
      this.catchUp(alarm);
    });
  }
}
