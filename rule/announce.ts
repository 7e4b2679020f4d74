import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcement } from './announcements';
import type { Time } from './time';

/** EventBridge's most for one call. AWS: "PutEvents", EventBridge API Reference. */
const BATCH = 10;

/** Delays before the second and the last try of events that EventBridge did not take. */
const RETRY_DELAYS = [1_000, 5_000] as const;

/**
 * Puts the events on the account's default bus. What is not taken is tried again one by one: ten events together may be
 * larger than EventBridge takes.
 *
 * @returns the events that were not taken, each with the reason; it does not throw
 */
export async function announce(
  { events, time }: { events: EventBridgeClient; time: Time },
  announcements: readonly Announcement[],
): Promise<ReadonlyMap<Announcement, string>> {
  let refused = await putAll(events, announcements, BATCH);
  for (const delay of RETRY_DELAYS) {
    if (refused.size === 0) break;
    await time.sleep(delay);
    refused = await putAll(events, [...refused.keys()], 1);
  }
  return refused;
}

async function putAll(
  events: EventBridgeClient,
  announcements: readonly Announcement[],
  atOnce: number,
): Promise<ReadonlyMap<Announcement, string>> {
  const refused = new Map<Announcement, string>();
  for (let start = 0; start < announcements.length; start += atOnce) {
    const batch = announcements.slice(start, start + atOnce);
    const reasonAt = await putBatch(events, batch);
    for (const [index, event] of batch.entries()) {
      const reason = reasonAt(index);
      if (reason !== undefined) refused.set(event, reason);
    }
  }
  return refused;
}

/** @returns why the event at an index was not taken; undefined if it was */
async function putBatch(
  events: EventBridgeClient,
  batch: Announcement[],
): Promise<(index: number) => string | undefined> {
  try {
    const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: batch }));
    return (index) => (Entries[index]?.EventId ? undefined : (Entries[index]?.ErrorCode ?? 'no answer'));
  } catch (error) {
    return () => String(error);
  }
}
