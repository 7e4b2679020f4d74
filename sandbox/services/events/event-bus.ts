import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import { busEvent, type BusEvent, type EventEntry } from './event';
import { type InputTransformer, parseInputTransformer, type Transform } from './input-transformer';
import { refuseUnknownEvents } from './known-events';
import { type Pattern, parsePattern } from './pattern';
import { type InvokeTarget, targetInvoker, type TargetServices } from './targets';

/** A rule as PutRule and PutTargets are given it. */
export interface EventRuleDefinition {
  readonly name: string;
  readonly pattern: unknown;
  readonly targets: readonly TargetDefinition[];
}

export interface TargetDefinition {
  readonly id: string;
  /** The ARN of an SNS topic, an SQS queue, a Lambda function or an API destination. */
  readonly arn: string;
  /** Only of an API destination. */
  readonly roleArn?: string | undefined;
  /** Without one the target gets the event's JSON. */
  readonly inputTransformer?: InputTransformer | undefined;
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
  readonly targets: readonly { readonly arn: string; readonly invoke: InvokeTarget; readonly transform: Transform }[];
}

interface EventBusContext extends TargetServices {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
}

/**
 * The account's default event bus, its rules, and their delivery to targets. An event arrives once and at once: AWS promises
 * at least once, in any order, and retries for a day.
 */
export class EventBus {
  readonly arn: string;
  /** AWS shows them in the metric FailedInvocations only. */
  readonly failedInvocations: FailedInvocation[] = [];
  /** Called with each of them. */
  readonly failureObservers: ((failure: FailedInvocation) => void)[] = [];
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
    const { clock, account } = this.context;
    const by = { name, arn: this.arnOf(`rule/${name}`), accountId: account.accountId };
    for (const { arn, invoke, transform } of targets) {
      try {
        invoke(this.context, by, transform(event));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const failure = { ruleName: name, targetArn: arn, time: clock.now(), reason: error.message };
        this.failedInvocations.push(failure);
        for (const observe of this.failureObservers) observe(failure);
      }
    }
  }

  private arnOf(resource: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:events:${region}:${accountId}:${resource}`;
  }
}

function parseTarget({ arn, roleArn, inputTransformer }: TargetDefinition): EventRule['targets'][number] {
  const transform = inputTransformer ? parseInputTransformer(inputTransformer) : JSON.stringify;
  return { arn, invoke: targetInvoker({ arn, roleArn }), transform };
}

/** AWS: "Amazon EventBridge quotas", EventBridge User Guide: by default at most 2,048 characters. */
function checkPatternLength(pattern: unknown): void {
  const { length } = JSON.stringify(pattern);
  if (length > 2048)
    throw new AwsError('ValidationException', `EventPattern has ${length} characters; the quota is 2048.`);
}
