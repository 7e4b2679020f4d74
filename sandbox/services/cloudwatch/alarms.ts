import type { Alarm as Wake, SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import type { AlarmDefinition, AlarmState, StateChange, StateOfAlarm } from './alarm';
import { verdictOn } from './alarm-state';
import { EvaluationRange, type Period } from './evaluation-range';
import { metricKey, type Metrics } from './metrics';
import { reasonOf, UNCHECKED } from './state-reason';
import type { UnconfirmedAlarms } from './unconfirmed';

interface StoredAlarm {
  readonly definition: AlarmDefinition;
  readonly range: EvaluationRange;
  readonly metricKeys: ReadonlySet<string>;
  state: StateOfAlarm;
  /** When the state will change, as far as the datapoints of now tell. */
  next: number | undefined;
  wake: Wake | undefined;
}

/**
 * The account's alarms, each evaluated as if it were every minute or hour: from what the metrics hold now follows when
 * its state will change, and only then does it look again, unless a datapoint arrives.
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
      range: new EvaluationRange(definition, this.behaviour),
      metricKeys: new Set(definition.metrics.map(metricKey)),
      state: known?.state ?? { value: 'INSUFFICIENT_DATA', reason: UNCHECKED, since: now },
      next: now,
      wake: undefined,
    };
    this.metrics.keepFor(alarm.range.length);
    this.alarms.set(definition.name, alarm);
    this.wakeAt(alarm, now);
  }

  /** @throws AwsError ResourceNotFound */
  definition(name: string): AlarmDefinition {
    return this.stored(name).definition;
  }

  /** What an evaluation at this moment would find. @throws AwsError ResourceNotFound */
  state(name: string): AlarmState {
    const alarm = this.stored(name);
    this.catchUp(alarm);
    return this.stateAt(alarm, this.clock.now()).value;
  }

  /** A metric has got a datapoint: its alarms may have to change sooner, or not at all. */
  private observe(key: string): void {
    for (const alarm of this.alarms.values()) {
      if (!alarm.metricKeys.has(key)) continue;
      this.catchUp(alarm);
      this.plan(alarm, this.clock.now());
    }
  }

  private catchUp(alarm: StoredAlarm): void {
    while (alarm.next !== undefined && alarm.next <= this.clock.now()) {
      const time = alarm.next;
      this.evaluate(alarm, time);
      this.plan(alarm, time);
    }
  }

  private evaluate(alarm: StoredAlarm, time: number): void {
    const { definition, state: previous } = alarm;
    alarm.state = this.stateAt(alarm, time);
    if (alarm.state === previous) return;
    for (const observe of this.changeObservers) observe({ alarm: definition, previous, state: alarm.state });
  }

  /** The state that it has, or the one that it gets. */
  private stateAt(alarm: StoredAlarm, time: number): StateOfAlarm {
    const { definition, range, state } = alarm;
    const periods = range.periodsAt(time, range.seriesAt(this.metrics, time));
    const value = valueAfter(alarm, periods);
    return value === state.value ? state : { value, reason: reasonOf(definition, periods, value), since: time };
  }

  /** Looks for the first evaluation after this moment that changes the alarm's state. */
  private plan(alarm: StoredAlarm, time: number): void {
    const { range, state } = alarm;
    const series = range.seriesAt(this.metrics, time);
    const changes = (moment: number) => valueAfter(alarm, range.periodsAt(moment, series)) !== state.value;
    const next = range.momentsAfter(time, series).find(changes);
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

  private stored(name: string): StoredAlarm {
    const alarm = this.alarms.get(name);
    if (!alarm) throw new AwsError('ResourceNotFound', `There is no alarm ${name}.`, 404);
    return alarm;
  }
}

function valueAfter({ definition, state }: StoredAlarm, periods: readonly Period[]): AlarmState {
  const verdict = verdictOn(
    definition,
    periods.map(({ value }) => value),
  );
  return verdict === 'unchanged' ? state.value : verdict;
}
