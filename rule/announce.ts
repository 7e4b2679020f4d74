import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { activityInWords, BLOCKED, noticeInWords } from './annotation';
import type { Activity, Notice } from './decide';
import { EVENT_SOURCE, EVENT_TYPES } from './event-types';
import type { UserFacts } from './user-facts';

/** EventBridge's most for one call. AWS: "PutEvents", EventBridge API Reference. */
const BATCH = 10;

/** Something that is said once of a user, as an event of the account's default bus. */
export interface Announcement {
  readonly userId: string;
  readonly entry: PutEventsRequestEntry;
}

/** A stage of warnDays has been reached. With the user's tags, so that the event can be routed to the person. */
export function nearing(ruleName: string, user: UserFacts, lastActivity: Activity, notice: Notice): Announcement {
  return announcement(EVENT_TYPES.nearing, ruleName, user, {
    message: `${user.name} ${noticeInWords(notice)}; last activity: ${activityInWords(lastActivity)}`,
    tags: Object.fromEntries((user.tags ?? []).map(({ Key, Value }) => [Key, Value])),
    lastActivity,
    inactiveAfter: notice.inactiveAfter,
    noticeDays: notice.days,
  });
}

/** Config has put an exception on the user, or somebody has: it is not tried again. */
export function blocked(ruleName: string, user: UserFacts): Announcement {
  return announcement(EVENT_TYPES.blocked, ruleName, user, {
    message: `${user.name} is inactive, but ${BLOCKED} of the password. Look at the failed runs, then clear it: aws configservice delete-remediation-exceptions --config-rule-name ${ruleName} --resource-keys ResourceType=AWS::IAM::User,ResourceId=${user.id}`,
  });
}

/** @param detail what the event says beyond whom it is about; `message` in words */
export function announcement(
  type: string,
  ruleName: string,
  { id, name, arn }: { id: string; name: string; arn?: string },
  detail: Readonly<Record<string, unknown>> & { readonly message: string },
): Announcement {
  const Detail = JSON.stringify({ ruleName, userId: id, userName: name, ...detail });
  const Resources = arn === undefined ? [] : [arn];
  return { userId: id, entry: { Source: EVENT_SOURCE, DetailType: type, Resources, Detail } };
}

/**
 * Puts the events on the account's default bus.
 *
 * @returns the ids of the users whose event was not taken, with the reason; it does not throw
 */
export async function announce(
  events: EventBridgeClient,
  announcements: readonly Announcement[],
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (let start = 0; start < announcements.length; start += BATCH) {
    const batch = announcements.slice(start, start + BATCH);
    const answers = await putBatch(events, batch);
    for (const [index, { userId }] of batch.entries()) {
      const reason = answers(index);
      if (reason !== undefined) refused.set(userId, reason);
    }
  }
  return refused;
}

/** @returns why the event at an index was not taken; undefined where it was */
async function putBatch(
  events: EventBridgeClient,
  batch: readonly Announcement[],
): Promise<(index: number) => string | undefined> {
  try {
    const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }));
    return (index) => (Entries[index]?.EventId ? undefined : (Entries[index]?.ErrorCode ?? 'no answer'));
  } catch (error) {
    return () => String(error);
  }
}
