import { createHash } from 'node:crypto';
import type { Account, Ids } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import { evaluateForService } from '../../policy/evaluate';
import type { PolicyDocument } from '../../policy/policy-document';
import { parseResourcePolicy } from '../../policy/resource-policy';

interface QueueDefinition {
  readonly name: string;
  /** How long a message is kept, in seconds. */
  readonly retentionSeconds: number;
  /** How long a message that was received is hidden, in seconds. */
  readonly visibilitySeconds: number;
}

interface Queue extends QueueDefinition {
  readonly arn: string;
  readonly url: string;
  policy?: PolicyDocument | undefined;
  messages: StoredMessage[];
}

/** Times in milliseconds since the epoch. */
interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly sent: number;
  visible: number;
  receiptHandle: string | undefined;
}

/** What a service sends. */
interface Sending {
  readonly queueArn: string;
  readonly message: string;
  /** e.g. `events.amazonaws.com`. */
  readonly service: string;
  /** e.g. the ARN of the rule that sends. */
  readonly sourceArn: string;
}

/** A message as a consumer receives it. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly receiptHandle: string;
}

interface SqsContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  /** e.g. `http://127.0.0.1:4566`. */
  readonly endpointUrl: () => string;
}

/** SQS: standard queues that services send to. Here a message arrives once and in order; AWS promises neither. */
export class Sqs {
  /** Messages that AWS drops silently. */
  readonly lost: (Sending & { readonly reason: string })[] = [];
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly context: SqsContext) {}

  /** AWS: "CreateQueue", SQS API Reference. @throws AwsError QueueNameExists */
  createQueue(definition: QueueDefinition): Pick<Queue, 'arn' | 'url'> {
    const { account, endpointUrl } = this.context;
    const { name } = definition;
    if (this.queues.has(name)) {
      throw new AwsError('QueueNameExists', `A queue already exists with the name ${name}.`);
    }
    const arn = this.arnOf(name);
    const url = `${endpointUrl()}/${account.accountId}/${name}`;
    this.queues.set(name, { ...definition, arn, url, messages: [] });
    return { arn, url };
  }

  /** @throws AwsError QueueDoesNotExist */
  urlOf(name: string): string {
    return existing(this.queues.get(name)).url;
  }

  deleteQueue(url: string): void {
    this.queues.delete(nameOf(url));
  }

  /** @param document undefined for no policy @throws AwsError QueueDoesNotExist, InvalidAttributeValue; NotModelled */
  setPolicy(url: string, document: unknown): void {
    const queue = this.queue(url);
    const refuse = (reason: string) =>
      new AwsError('InvalidAttributeValue', `Invalid value for the parameter Policy. Reason: ${reason}`);
    const policy = { arn: queue.arn, service: 'sqs', place: `the policy of the queue ${queue.name}`, refuse };
    queue.policy = document === undefined ? undefined : parseResourcePolicy(document, policy);
  }

  has(arn: string): boolean {
    return this.byArn(arn) !== undefined;
  }

  /**
   * Keeps a message if the queue's policy lets the service send it. AWS: "Using resource-based policies for Amazon
   * EventBridge", "Amazon SQS permissions": the policy may name the rule with aws:SourceArn.
   */
  send(sending: Sending): void {
    const { clock, ids } = this.context;
    const queue = this.byArn(sending.queueArn);
    const context = { 'aws:SourceArn': sending.sourceArn };
    const request = { action: 'sqs:SendMessage', service: sending.service, context };
    if (!queue?.policy || evaluateForService([queue.policy], request).effect === 'Deny') {
      const reason = `the policy of the queue does not let ${sending.service} sqs:SendMessage for ${sending.sourceArn}`;
      this.lost.push({ ...sending, reason });
      return;
    }
    const now = clock.now();
    queue.messages.push({ id: ids.uuid(), body: sending.message, sent: now, visible: now, receiptHandle: undefined });
  }

  /**
   * The oldest messages that are neither hidden nor expired; they are hidden from now on.
   * @param most how many at most
   * @param visibilitySeconds for how long they are hidden; by default as the queue says
   * @throws AwsError QueueDoesNotExist
   */
  receive(url: string, most: number, visibilitySeconds?: number): ReceivedMessage[] {
    const { clock, ids } = this.context;
    const now = clock.now();
    const queue = this.queue(url);
    queue.messages = queue.messages.filter(({ sent }) => now < sent + queue.retentionSeconds * 1000);
    return queue.messages
      .filter(({ visible }) => visible <= now)
      .slice(0, most)
      .map((message) => {
        const { id, body } = message;
        const receiptHandle = ids.uuid();
        message.receiptHandle = receiptHandle;
        message.visible = now + (visibilitySeconds ?? queue.visibilitySeconds) * 1000;
        return { id, body, md5OfBody: createHash('md5').update(body).digest('hex'), receiptHandle };
      });
  }

  /**
   * Deletes the message that was received with this handle; one that is gone already counts as deleted.
   * @throws AwsError QueueDoesNotExist
   */
  deleteMessage(url: string, receiptHandle: string): void {
    const queue = this.queue(url);
    queue.messages = queue.messages.filter((message) => message.receiptHandle !== receiptHandle);
  }

  /** The ARN of the queue of this name; of one that does not exist, the ARN that it would have. */
  arnOf(urlOrName: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:sqs:${region}:${accountId}:${nameOf(urlOrName)}`;
  }

  private byArn(wanted: string): Queue | undefined {
    return [...this.queues.values()].find(({ arn }) => arn === wanted);
  }

  private queue(url: string): Queue {
    const queue = this.queues.get(nameOf(url));
    return existing(queue?.url === url ? queue : undefined);
  }
}

function existing(queue: Queue | undefined): Queue {
  if (queue) return queue;
  throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** The name is the last segment of a queue's URL. */
function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
