import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Sns } from '../sns/sns';
import type { Sqs } from '../sqs/sqs';
import { busEvent, type BusEvent, type EventEntry } from './event';
import { type InputTransformer, parseInputTransformer, type Transform } from './input-transformer';
import { refuseUnknownEvents } from './known-events';
import { type Pattern, parsePattern } from './pattern';

/** A rule as PutRule and PutTargets are given it. */
export interface EventRuleDefinition {
  readonly name: string;
  readonly pattern: unknown;
  readonly targets: readonly TargetDefinition[];
}

export interface TargetDefinition {
  readonly id: string;
  /** The ARN of an SNS topic or an SQS queue. */
  readonly arn: string;
  /** Without one the target gets the event's JSON. */
  readonly inputTransformer?: InputTransformer;
}

/** A target that could not be invoked. */
interface FailedInvocation {
  readonly ruleName: string;
  readonly targetArn: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly reason: string;
}

interface EventRule {
  readonly name: string;
  readonly pattern: Pattern;
  readonly targets: readonly { readonly arn: string; readonly transform: Transform }[];
}

interface EventBusContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly sns: Pick<Sns, 'has' | 'publish'>;
  readonly sqs: Pick<Sqs, 'has' | 'send'>;
}

/**
 * The account's default event bus, its rules, and their delivery to SNS and SQS. An event arrives once and at once: AWS promises
 * at least once, in any order, and retries for a day.
 */
export class EventBus {
  readonly arn: string;
  /** AWS shows them in the metric FailedInvocations only. */
  readonly failedInvocations: FailedInvocation[] = [];
  private readonly rules = new Map<string, EventRule>();

  constructor(private readonly context: EventBusContext) {
    this.arn = this.arnOf('event-bus/default');
  }

  /**
   * Adds a rule, or changes the one of that name.
   * @returns the rule's ARN @throws AwsError as PutRule and PutTargets do; NotModelled by name
   */
  putRule({ name, pattern, targets }: EventRuleDefinition): string {
    checkPatternLength(pattern);
    refuseUnknownEvents(pattern);
    const twice = targets.find(({ id }, index) => targets.findIndex((other) => other.id === id) !== index);
    if (twice)
      throw new AwsError('ValidationException', `The target id ${twice.id} of the rule ${name} is not unique.`);
    this.rules.set(name, { name, pattern: parsePattern(pattern), targets: targets.map(parseTarget) });
    return this.arnOf(`rule/${name}`);
  }

  deleteRule(name: string): void {
    this.rules.delete(name);
  }

  /** @returns the event's id. What fails on the way to a target does not reach the sender. */
  put(entry: EventEntry): string {
    const { clock, account, ids } = this.context;
    const event = busEvent(entry, ids.uuid(), account, clock.now());
    // Delivered at once. What is not modelled fails the clock's next run, not the sender's call.
    clock.spawn(async () => this.deliver(event));
    return event.id;
  }

  private deliver(event: BusEvent): void {
    for (const rule of this.rules.values()) {
      if (rule.pattern(event)) this.invokeTargets(rule, event);
    }
  }

  private invokeTargets({ name, targets }: EventRule, event: BusEvent): void {
    const { clock, sns, sqs } = this.context;
    const service = 'events.amazonaws.com';
    const time = clock.now();
    for (const target of targets) {
      const message = target.transform(event);
      if (sns.has(target.arn)) sns.publish({ topicArn: target.arn, message, service, by: name });
      else if (sqs.has(target.arn)) {
        sqs.send({ queueArn: target.arn, message, service, sourceArn: this.arnOf(`rule/${name}`) });
      } else {
        const kind = target.arn.includes(':sqs:') ? 'queue' : 'topic';
        const reason = `there is no ${kind} ${target.arn} in this account and region`;
        this.failedInvocations.push({ ruleName: name, targetArn: target.arn, time, reason });
      }
    }
  }

  private arnOf(resource: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:events:${region}:${accountId}:${resource}`;
  }
}

function parseTarget({ arn, inputTransformer }: TargetDefinition): EventRule['targets'][number] {
  if (!/^arn:[^:]+:(sns|sqs):[^:]+:\d{12}:[\w-]+$/.test(arn))
    throw new NotModelled(`the target ${arn} of an event rule`);
  return { arn, transform: inputTransformer ? parseInputTransformer(inputTransformer) : JSON.stringify };
}

/** AWS: "Amazon EventBridge quotas", EventBridge User Guide: by default at most 2,048 characters. */
function checkPatternLength(pattern: unknown): void {
  const { length } = JSON.stringify(pattern);
  if (length > 2048)
    throw new AwsError('ValidationException', `EventPattern has ${length} characters; the quota is 2048.`);
}
