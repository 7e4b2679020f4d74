import type { Account } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Operations } from '../../endpoint/operation';
import type { AlarmDefinition, AlarmState, WatchedMetric } from './alarm';
import { Alarms } from './alarms';
import { embeddedMetrics } from './embedded-metrics';
import { Metrics } from './metrics';
import type { UnconfirmedAlarms } from './evaluation-range';
import { describeAlarms } from './describe-alarms';
import { getMetricStatistics } from './metric-statistics';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LAMBDA_METRICS = new Set(['Invocations', 'Errors', 'Throttles']);

/** One invocation of a Lambda function; `time` is its beginning. */
export interface Invocation {
  readonly functionName: string;
  readonly time: number;
  readonly failed: boolean;
}

/** CloudWatch: metrics and alarms. Alarms send their changes of state to EventBridge only. */
export class CloudWatch {
  readonly metrics = new Metrics();
  readonly operations: Operations;
  private readonly alarms: Alarms;

  constructor(
    private readonly clock: Pick<SandboxClock, 'now' | 'alarm' | 'spawn'>,
    account: Account,
    unconfirmed: Partial<UnconfirmedAlarms> = {},
  ) {
    const behaviour = { extraPeriods: 2, emptyFill: 'nothingUntilReported', ...unconfirmed } as const;
    this.alarms = new Alarms(clock, this.metrics, behaviour);
    this.operations = {
      DescribeAlarms: describeAlarms(this.alarms, account),
      GetMetricStatistics: getMetricStatistics(this.metrics, clock),
    };
  }

  /** Called when an alarm's state changes. */
  get changeObservers(): Alarms['changeObservers'] {
    return this.alarms.changeObservers;
  }

  /** AWS: "Types of metrics for Lambda functions", Lambda Developer Guide: those with no dimension but the function. */
  recordInvocation({ functionName, time, failed }: Invocation): void {
    const values = { Invocations: 1, Errors: failed ? 1 : 0, Throttles: 0 };
    for (const [name, value] of Object.entries(values)) {
      const metric = { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } };
      this.metrics.put(metric, { time, value });
    }
  }

  /** AWS: "Monitoring Amazon EventBridge", EventBridge User Guide. Time in milliseconds since the epoch. */
  recordFailedInvocation({ ruleName, time }: { readonly ruleName: string; readonly time: number }): void {
    const metric = { namespace: 'AWS/Events', name: 'FailedInvocations', dimensions: { RuleName: ruleName } };
    this.metrics.put(metric, { time, value: 1 });
  }

  /** Log lines have arrived, perhaps with metrics in them. @throws NotModelled for metrics that CloudWatch would drop */
  readLines(lines: readonly string[]): void {
    for (const { metric, datapoint } of lines.flatMap((line) => embeddedMetrics(line, this.clock.now()))) {
      this.metrics.put(metric, datapoint);
    }
  }

  /** @throws AwsError ValidationError as PutMetricAlarm does; NotModelled for a metric that nothing makes here */
  putAlarm(alarm: AlarmDefinition): void {
    refuseUnknownMetric(alarm.metric);
    checkSpan(alarm);
    this.alarms.put(alarm);
  }

  deleteAlarm(name: string): void {
    this.alarms.delete(name);
  }

  /** What an evaluation at this moment would find. @throws AwsError ResourceNotFound */
  alarmState(name: string): AlarmState {
    return this.alarms.state(name);
  }
}

/** An alarm on a metric that nothing makes here would never change its state, and nobody would notice. */
function refuseUnknownMetric({ namespace, name, dimensions }: WatchedMetric): void {
  if (!namespace.startsWith('AWS/')) return;
  const names = Object.keys(dimensions).join();
  if (namespace === 'AWS/Lambda' && LAMBDA_METRICS.has(name) && names === 'FunctionName') return;
  if (namespace === 'AWS/Events' && name === 'FailedInvocations' && names === 'RuleName') return;
  throw new NotModelled(`the metric ${namespace} ${name} by ${names || 'no dimension'}`);
}

/** AWS: "PutMetricAlarm", EvaluationPeriods: a day in all; seven if a period is at least an hour. */
function checkSpan({ name, period, evaluationPeriods }: AlarmDefinition): void {
  const most = period >= HOUR ? 7 * DAY : DAY;
  if (period * evaluationPeriods > most) {
    const span = `${evaluationPeriods} periods of ${period / 1000} seconds`;
    throw new AwsError('ValidationError', `The alarm ${name} looks at ${span}; at most ${most / 1000} seconds in all.`);
  }
}
