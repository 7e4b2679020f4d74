import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcement } from './announcements';
import { mapLimited } from '../account/map-limited';
import type { Time } from '../account/time';

/** Events are put one by one, because ten together, EventBridge's maximum, may exceed its size limit. */
const PUTS_IN_FLIGHT = 8;
/** Before each attempt. */
const DELAYS = [0, 1_000, 5_000] as const;

/**
 * Puts the events on the account's default bus. Never throws. AWS: "PutEvents", EventBridge API Reference.
 *
 * @returns the events that EventBridge refused, each with the reason
 */
export async function announce(
  { events, time }: { events: EventBridgeClient; time: Time },
  announcements: readonly Announcement[],
): Promise<ReadonlyMap<Announcement, string>> {
  const refused = new Map(announcements.map((event) => [event, 'not sent']));
  for (const delay of DELAYS) {
    if (refused.size === 0) break;
    if (delay > 0) await time.sleep(delay);
    await mapLimited([...refused.keys()], PUTS_IN_FLIGHT, async (event) => {
      const reason = await refusalOf(events, event);
      if (reason === undefined) refused.delete(event);
      else refused.set(event, reason);
    });
  }
  return refused;
}

/** @returns undefined if EventBridge accepted the event */
async function refusalOf(events: EventBridgeClient, event: Announcement): Promise<string | undefined> {
  try {
    const { Entries: [entry] = [] } = await events.send(new PutEventsCommand({ Entries: [event] }));
    return entry?.EventId ? undefined : (entry?.ErrorCode ?? 'no answer');
  } catch (error) {
    return String(error);
  }
}
