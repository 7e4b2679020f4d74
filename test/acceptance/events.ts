import { GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { MINUTE, SECOND } from '../../rule/decision/dates';
import { OperationFailed, required } from '../../rule/decision/errors';
import { isRecord, parseJson } from '../../rule/decision/json';
import { type Context, NAME } from './context';
import { poll } from './poll';

/** An event that reached the queue. */
export interface SeenEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const DELIVERED_WITHIN = { every: MINUTE, within: 10 * MINUTE };
/** Longer than reading them all takes, and shorter than the wait for the next look. Reading ends when they come back. */
const HIDDEN_SECONDS = 50;

/**
 * The events in the queue, each once: when they include what is wanted, or when that has had time to arrive. They stay in
 * the queue, because a step may be repeated.
 */
export async function eventsWith(
  context: Context,
  isComplete: (events: readonly SeenEvent[]) => boolean,
): Promise<readonly SeenEvent[]> {
  const { QueueUrl } = await context.sqs.send(new GetQueueUrlCommand({ QueueName: NAME }));
  const seen = new Map<string, SeenEvent>();
  await poll(context.time, DELIVERED_WITHIN, async () => {
    const end = context.time.now().getTime() + HIDDEN_SECONDS * SECOND;
    while ((await receive(context, QueueUrl, seen)) && context.time.now().getTime() < end);
    return isComplete([...seen.values()]) || undefined;
  });
  return [...seen.values()];
}

/**
 * EventBridge and SQS may deliver an event twice, and SQS in any order: what an earlier look has seen may come before what
 * is new. AWS: "ReceiveMessage", SQS API Reference: a long poll asks all servers.
 *
 * @returns whether there were any
 */
async function receive({ sqs }: Context, QueueUrl: string | undefined, seen: Map<string, SeenEvent>): Promise<boolean> {
  const { Messages: messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 5,
      VisibilityTimeout: HIDDEN_SECONDS,
    }),
  );
  for (const { Body: body } of messages) {
    const { id, ...event } = parseEvent(required(body, 'Body of a message'));
    seen.set(id, event);
  }
  return messages.length > 0;
}

function parseEvent(body: string): SeenEvent & { readonly id: string } {
  const event = parseJson(body);
  const {
    id,
    source,
    detail,
    'detail-type': detailType,
  }: Readonly<Record<string, unknown>> = isRecord(event) ? event : {};
  if (typeof id !== 'string' || typeof source !== 'string' || typeof detailType !== 'string' || !isRecord(detail)) {
    throw new OperationFailed(`the queue ${NAME} has a message that is not an event: ${body}`);
  }
  return { id, source, detailType, detail };
}
