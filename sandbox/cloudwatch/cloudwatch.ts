import type { SandboxClock } from '../clock';
import { AwsError, NotModelled } from '../endpoint/aws-error';
import type { AlarmDefinition, AlarmState, WatchedMetric } from './alarm';
import { verdictOn } from './alarm-state';
import { Metrics } from './metrics';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LAMBDA_METRICS = new Set(['Invocations', 'Errors', 'Throttles']);

/** One invocation of a Lambda function, when it began. */
export interface Invocation {
  readonly functionName: string;
  readonly time: number;
  readonly failed: boolean;
}

interface StoredAlarm extends AlarmDefinition {
  readonly created: number;
}

/**
 * CloudWatch: metrics, alarms and dashboards. An alarm's state is worked out when it is asked for, of what the metrics
 * then hold; alarms do not act by themselves here: no change of state is sent to a topic.
 */
export class CloudWatch {
  readonly metrics = new Metrics();
  /** The bodies, parsed, by name. */
  readonly dashboards = new Map<string, unknown>();
  private readonly alarms = new Map<string, StoredAlarm>();

  constructor(private readonly clock: Pick<SandboxClock, 'now'>) {}

  /** AWS: "Types of metrics for Lambda functions", Lambda Developer Guide, as far as nothing but the function is named. */
  recordInvocation({ functionName, time, failed }: Invocation): void {
    const values = { Invocations: 1, Errors: failed ? 1 : 0, Throttles: 0 };
    for (const [name, value] of Object.entries(values)) {
      const metric = { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } };
      this.metrics.put(metric, { time, value, unit: 'Count' });
    }
  }

  /** @throws AwsError ValidationError as PutMetricAlarm does; NotModelled for a metric that nothing makes here */
  putAlarm(alarm: AlarmDefinition): void {
    for (const metric of alarm.metrics) refuseUnknownMetric(metric);
    checkSpan(alarm);
    this.alarms.set(alarm.name, { ...alarm, created: this.clock.now() });
  }

  /** @throws AwsError ResourceNotFound */
  alarm(name: string): AlarmDefinition {
    return this.stored(name);
  }

  /**
   * The state at the alarm's last evaluation. Periods slide: the newest ends with the last full minute, so that a daily
   * one is any 24 hours; for an alarm over more than a day in all, with the last full hour.
   * AWS: "Alarm evaluation window", CloudWatch User Guide. @throws AwsError ResourceNotFound
   */
  alarmState(name: string): AlarmState {
    const alarm = this.stored(name);
    const step = alarm.period * alarm.evaluationPeriods > DAY ? HOUR : MINUTE;
    const last = Math.floor(this.clock.now() / step) * step;
    for (let end = last; end === last || end > alarm.created; end -= step) {
      const verdict = verdictOn(alarm, this.periodsUntil(end, alarm));
      if (verdict !== 'unchanged') return verdict;
    }
    return 'INSUFFICIENT_DATA';
  }

  private periodsUntil(end: number, alarm: AlarmDefinition): (number | undefined)[] {
    return Array.from({ length: alarm.evaluationPeriods }, (_, index) => {
      const to = end - index * alarm.period;
      return this.valueOf(alarm.metrics, to - alarm.period, to);
    });
  }

  private valueOf(metrics: readonly WatchedMetric[], from: number, to: number): number | undefined {
    let sum = 0;
    for (const metric of metrics) {
      const value = this.metrics.statistic(metric, metric.statistic, { from, to, unit: metric.unit });
      if (value === undefined) return undefined;
      sum += value;
    }
    return sum;
  }

  private stored(name: string): StoredAlarm {
    const alarm = this.alarms.get(name);
    if (!alarm) throw new AwsError('ResourceNotFound', `There is no alarm ${name}.`, 404);
    return alarm;
  }
}

/** An alarm on a metric that nothing makes here would never change its state, and nobody would notice. */
function refuseUnknownMetric({ namespace, name, dimensions }: WatchedMetric): void {
  if (!namespace.startsWith('AWS/')) return;
  const names = Object.keys(dimensions).join();
  if (namespace === 'AWS/Lambda' && LAMBDA_METRICS.has(name) && names === 'FunctionName') return;
  throw new NotModelled(`the metric ${namespace} ${name} by ${names || 'no dimension'}`);
}

/** AWS: "PutMetricAlarm", EvaluationPeriods: a day in all; seven where a period has at least an hour. */
function checkSpan({ name, period, evaluationPeriods, datapointsToAlarm }: AlarmDefinition): void {
  const most = period >= HOUR ? 7 * DAY : DAY;
  if (period * evaluationPeriods > most) {
    const span = `${evaluationPeriods} periods of ${period / 1000} seconds`;
    throw new AwsError('ValidationError', `The alarm ${name} looks at ${span}; at most ${most / 1000} seconds in all.`);
  }
  if (datapointsToAlarm > evaluationPeriods) {
    const message = `DatapointsToAlarm of ${name}, ${datapointsToAlarm}, is more than its EvaluationPeriods.`;
    throw new AwsError('ValidationError', message);
  }
}
