import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcement } from './announcements';

/** EventBridge's most for one call. AWS: "PutEvents", EventBridge API Reference. */
const BATCH = 10;

/**
 * Puts the events on the account's default bus.
 *
 * @returns the events that were not taken, each with the reason; it does not throw
 */
export async function announce(
  events: EventBridgeClient,
  announcements: readonly Announcement[],
): Promise<ReadonlyMap<Announcement, string>> {
  const refused = new Map<Announcement, string>();
  for (let start = 0; start < announcements.length; start += BATCH) {
    const batch = announcements.slice(start, start + BATCH);
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
