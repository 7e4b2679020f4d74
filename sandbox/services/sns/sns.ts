import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError, NotModelled } from '../../core/aws-error';
import { evaluateForService } from '../../policy/evaluate';
import type { PolicyDocument } from '../../policy/policy-document';
import { parseResourcePolicy } from '../../policy/resource-policy';
import type { Keys } from '../kms/keys';

interface TopicDefinition {
  readonly name: string;
  /** A key's id or its ARN; without one nothing is encrypted. */
  readonly kmsMasterKeyId?: string;
}

/** What a service publishes. */
interface Publication {
  readonly topicArn: string;
  readonly message: string;
  /** e.g. `events.amazonaws.com`. */
  readonly service: string;
  /** The name of the rule that publishes. */
  readonly by: string;
}

/** A message that a topic accepted. Time in milliseconds since the epoch. */
export interface Message extends Omit<Publication, 'service'> {
  readonly time: number;
}

/** A message that AWS drops silently. */
interface LostMessage extends Message {
  readonly reason: string;
}

interface SnsContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly keys: Pick<Keys, 'refusal'>;
}

interface Topic extends TopicDefinition {
  policy?: PolicyDocument | undefined;
}

/** SNS: topics that services publish to. Messages are kept here, whether or not a subscription is confirmed. */
export class Sns {
  readonly messages: Message[] = [];
  readonly lost: LostMessage[] = [];
  private readonly topics = new Map<string, Topic>();

  constructor(private readonly context: SnsContext) {}

  /** @returns the topic's ARN @throws AwsError if the name is taken; NotModelled for a key's alias */
  createTopic(definition: TopicDefinition): string {
    const { partition, region, accountId } = this.context.account;
    const arn = `arn:${partition}:sns:${region}:${accountId}:${definition.name}`;
    if (this.topics.has(arn)) throw new AwsError('AlreadyExists', `The topic ${arn} already exists.`);
    const { kmsMasterKeyId: key = '' } = definition;
    if (/(^|:)alias\//.test(key)) throw new NotModelled(`the key alias ${key}, of the topic ${definition.name}`);
    this.topics.set(arn, { ...definition });
    return arn;
  }

  deleteTopic(topicArn: string): void {
    this.topics.delete(topicArn);
  }

  /** @param document undefined for no policy @throws AwsError NotFoundException, InvalidParameter; NotModelled */
  setPolicy(topicArn: string, document: unknown): void {
    const topic = this.topic(topicArn);
    // AWS: "SetTopicAttributes", SNS API Reference.
    const refuse = (reason: string) => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
    const policy = { arn: topicArn, service: 'sns', place: `the policy of the topic ${topicArn}`, refuse };
    topic.policy = document === undefined ? undefined : parseResourcePolicy(document, policy);
  }

  /** Subscribes a mailbox; sends no mail. @returns the ARN @throws AwsError NotFoundException, InvalidParameter */
  subscribe(topicArn: string, endpoint: string): string {
    this.topic(topicArn);
    if (!/^[^\s@]+@[^\s@]+$/.test(endpoint)) {
      throw new AwsError('InvalidParameter', `Invalid parameter: Email address, got ${endpoint}`);
    }
    return `${topicArn}:${this.context.ids.uuid()}`;
  }

  has(topicArn: string): boolean {
    return this.topics.has(topicArn);
  }

  /** Accepts a message. As in AWS, it is lost if the policy of the topic or its key does not allow the service. */
  publish({ service, ...publication }: Publication): void {
    const message = { ...publication, time: this.context.clock.now() };
    const reason = this.refusal(publication.topicArn, service);
    if (reason === undefined) this.messages.push(message);
    else this.lost.push({ ...message, reason });
  }

  /**
   * Why a service may not publish to a topic; undefined if it may. EventBridge sends neither aws:SourceAccount nor
   * aws:SourceArn, so a condition on them fails. AWS: "Using resource-based policies for Amazon EventBridge"; for keys,
   * "AWS KMS key policy", SNS Developer Guide.
   */
  private refusal(topicArn: string, service: string): string | undefined {
    const { policy, kmsMasterKeyId } = this.topic(topicArn);
    const request = { action: 'sns:Publish', service, context: {} };
    if (!policy || evaluateForService([policy], request).effect === 'Deny') {
      return `the policy of the topic does not let ${service} sns:Publish`;
    }
    if (kmsMasterKeyId === undefined) return undefined;
    return this.context.keys.refusal(kmsMasterKeyId, service);
  }

  private topic(topicArn: string): Topic {
    const topic = this.topics.get(topicArn);
    if (!topic) throw new AwsError('NotFoundException', `Topic does not exist: ${topicArn}`, 404);
    return topic;
  }
}
