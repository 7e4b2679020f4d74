import { Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { SandboxClock } from '../../../core/clock';
import { CloudWatch } from '../../../services/cloudwatch/cloudwatch';
import type { UnconfirmedAlarms } from '../../../services/cloudwatch/evaluation-range';
import { Endpoint } from '../../../endpoint/endpoint';
import { RoleStore } from '../../../policy/role-store';
import { ApiDestinations } from '../../../services/events/api-destinations';
import type { EventEntry } from '../../../services/events/event';
import { EventBus, type EventRuleDefinition } from '../../../services/events/event-bus';
import { eventOperations } from '../../../services/events/put-events';
import { Logs } from '../../../services/logs/logs';
import { Keys } from '../../../services/kms/keys';
import { Sns } from '../../../services/sns/sns';
import { Sqs } from '../../../services/sqs/sqs';

export const NOW = Date.parse('2026-11-24T08:00:00Z');
export const BUS_ARN = 'arn:aws:events:us-east-1:111122223333:event-bus/default';
export const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:alerts';

/** A Lambda without functions. */
const NO_FUNCTIONS = { mayInvokeByService: () => false, invokeAsync: async () => undefined };

/** EventBridge, SNS, KMS, CloudWatch and its logs on one clock, and EventBridge's endpoint. */
export function localEvents(unconfirmed: Partial<UnconfirmedAlarms> = {}) {
  const clock = new SandboxClock(NOW);
  const account = SAMPLE_ACCOUNT;
  const ids = new Ids();
  const kms = new Keys({ account, ids });
  const sns = new Sns({ clock, account, ids, keys: kms });
  const sqs = new Sqs({ clock, account, ids, endpointUrl: () => 'http://127.0.0.1:1' });
  const roles = new RoleStore({ account, ids });
  const apiDestinations = new ApiDestinations({ clock, account, ids, roles });
  const events = new EventBus({ clock, account, ids, sns, sqs, lambda: NO_FUNCTIONS, apiDestinations });
  const cloudwatch = new CloudWatch(clock, account, unconfirmed);
  const logs = new Logs(account, cloudwatch);
  const endpoint = new Endpoint({ events: eventOperations(events) }, clock);
  return { clock, kms, sns, roles, apiDestinations, events, cloudwatch, logs, endpoint };
}

export type LocalEvents = ReturnType<typeof localEvents>;

/** The same, with a topic `alerts` to which EventBridge may publish. */
export function localTopic(kmsMasterKeyId?: string): LocalEvents {
  const local = localEvents();
  local.sns.createTopic({ name: 'alerts', ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }) });
  local.sns.setPolicy(TOPIC_ARN, publishPolicy());
  return local;
}

/** A topic's policy that lets EventBridge publish; override what a test is about. */
export function publishPolicy(overrides: object = {}): object {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] },
    Action: 'sns:Publish',
    Resource: TOPIC_ARN,
  };
  return { Version: '2012-10-17', Statement: [{ ...statement, ...overrides }] };
}

/** A key's policy: the account administers, EventBridge uses; and more statements. */
export function keyPolicy(overrides: object = {}, ...more: object[]): object {
  const administration = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: 'kms:*',
    Resource: '*',
  };
  const use = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
  };
  return { Version: '2012-10-17', Statement: [administration, { ...use, ...overrides }, ...more] };
}

/** A rule that sends the events of our own source to the topic, as they are. */
export function rule(overrides: Partial<EventRuleDefinition> = {}): EventRuleDefinition {
  return {
    name: 'warnings',
    pattern: { source: ['our-source'] },
    targets: [{ id: 'topic', arn: TOPIC_ARN }],
    ...overrides,
  };
}

export function entry(overrides: Partial<EventEntry> = {}): EventEntry {
  return {
    source: 'our-source',
    detailType: 'User warned',
    resources: [],
    detail: { user: 'dave' },
    ...overrides,
  };
}
