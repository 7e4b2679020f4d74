import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { RequestContext } from '../../policy/condition';
import { evaluateForService } from '../../policy/evaluate';
import type { PolicyDocument } from '../../policy/policy-document';
import type { Keys } from '../kms/keys';
import { parseTopicPolicy } from './topic-policy';

export interface TopicDefinition {
  readonly name: string;
  /** A key's id, its ARN, or the alias of SNS's own key; nothing is encrypted without. */
  readonly kmsMasterKeyId?: string;
}

/** What a service publishes. */
export interface Publication {
  readonly topicArn: string;
  readonly message: string;
  /** The subject of an email; EventBridge gives none. */
  readonly subject?: string;
  /** e.g. `events.amazonaws.com`. */
  readonly service: string;
  /** The name of the rule that publishes. */
  readonly by: string;
}

/** A message that a topic took. Time in milliseconds since the epoch. */
export interface Message extends Omit<Publication, 'service'> {
  readonly time: number;
}

/** A message that AWS drops without a word to anybody. */
export interface LostMessage extends Message {
  readonly reason: string;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'email';
  readonly endpoint: string;
  /** Nobody follows the link of the confirmation's mail here. */
  readonly status: 'PendingConfirmation';
}

/** What EventBridge needs of SNS. */
export interface Publisher {
  has(topicArn: string): boolean;
  publish(publication: Publication): void;
}

interface SnsContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly keys: Pick<Keys, 'refusal'>;
}

interface Topic extends TopicDefinition {
  policy?: PolicyDocument;
}

/** SNS: topics that services publish to. Messages are kept here, whether or not a subscription is confirmed. */
export class Sns implements Publisher {
  readonly messages: Message[] = [];
  readonly lost: LostMessage[] = [];
  readonly subscriptions: Subscription[] = [];
  private readonly topics = new Map<string, Topic>();

  constructor(private readonly context: SnsContext) {}

  /** @returns the topic's ARN @throws AwsError where the name is taken; NotModelled for another alias of a key */
  createTopic(definition: TopicDefinition): string {
    const { partition, region, accountId } = this.context.account;
    const arn = `arn:${partition}:sns:${region}:${accountId}:${definition.name}`;
    if (this.topics.has(arn)) throw new AwsError('AlreadyExists', `The topic ${arn} already exists.`);
    const { kmsMasterKeyId: key = '' } = definition;
    if (isAlias(key) && !isOwnKey(key)) throw new NotModelled(`the key alias ${key}, of the topic ${definition.name}`);
    this.topics.set(arn, { ...definition });
    return arn;
  }

  /** @throws AwsError NotFoundException, InvalidParameter; NotModelled */
  setPolicy(topicArn: string, document: unknown): void {
    this.topic(topicArn).policy = parseTopicPolicy(document, topicArn);
  }

  /** Subscribes a mailbox. @returns the subscription's ARN @throws AwsError NotFoundException, InvalidParameter */
  subscribe(topicArn: string, endpoint: string): string {
    this.topic(topicArn);
    if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) {
      throw new AwsError('InvalidParameter', `Invalid parameter: Email address, got ${endpoint}`);
    }
    const arn = `${topicArn}:${this.context.ids.uuid()}`;
    this.subscriptions.push({ arn, topicArn, protocol: 'email', endpoint, status: 'PendingConfirmation' });
    return arn;
  }

  has(topicArn: string): boolean {
    return this.topics.has(topicArn);
  }

  /** Takes a message, or loses it, as AWS does, where the topic or its key does not let the service. */
  publish({ service, ...publication }: Publication): void {
    const message = { ...publication, time: this.context.clock.now() };
    const reason = this.refusal(publication.topicArn, service);
    if (reason === undefined) this.messages.push(message);
    else this.lost.push({ ...message, reason });
  }

  /**
   * Why a service may not publish to a topic; undefined where it may. EventBridge gives neither aws:SourceAccount nor
   * aws:SourceArn, so that a condition on them never holds (AWS: "Using resource-based policies for Amazon EventBridge";
   * for keys, "AWS KMS key policy", SNS Developer Guide); for a service that does give them, pass them as `context`.
   */
  refusal(topicArn: string, service: string, context: RequestContext = {}): string | undefined {
    const { policy, kmsMasterKeyId } = this.topic(topicArn);
    const request = { action: 'sns:Publish', service, context };
    if (!policy || evaluateForService([policy], request).effect === 'Deny') {
      return `the policy of the topic does not let ${service} sns:Publish`;
    }
    if (kmsMasterKeyId === undefined) return undefined;
    if (isOwnKey(kmsMasterKeyId)) {
      return `the key ${kmsMasterKeyId} does not let ${service} use it, and its policy cannot be changed`;
    }
    return this.context.keys.refusal(kmsMasterKeyId, service, context);
  }

  private topic(topicArn: string): Topic {
    const topic = this.topics.get(topicArn);
    if (!topic) throw new AwsError('NotFoundException', `Topic does not exist: ${topicArn}`, 404);
    return topic;
  }
}

function isAlias(key: string): boolean {
  return /(^|:)alias\//.test(key);
}

/** SNS's own key, which AWS manages. */
function isOwnKey(key: string): boolean {
  return /(^|:)alias\/aws\/sns$/.test(key);
}
