import { isoTime } from './dates';
import type { Activity, Notice, Verdict } from './decide';
import { type Hold, holdText } from './hold';
import type { RuleParameters } from './parameters';

/** AWS: "Evaluation", AWS Config API Reference. */
const MAX_LENGTH = 256;

/** For an inactive user with a remediation exception, which Config or an operator may have set. */
export const BLOCKED = 'a remediation exception blocks the removal';

/** Marks an evaluation whose event EventBridge has not accepted: the next evaluation sends it again. */
export const UNSENT = 'its event is yet to be sent';

/**
 * The verdict for the Config console, at most 256 characters. It begins with the user's name, which AWS's own events
 * omit, and the mark of a held removal. It has no running count of days, because each changed annotation is charged as a
 * new evaluation.
 */
export function annotate(
  name: string,
  verdict: Verdict,
  parameters: RuleParameters,
  { hold, remarks = [] }: { hold?: Hold; remarks?: readonly string[] } = {},
): string {
  const mark = hold ? `${holdText(hold)}; ` : '';
  const text = [`${name}: ${mark}${reasonText(verdict, parameters)}`, ...remarks].join('; ');
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** The same text every day until the next stage or a new sign-in. */
export function noticeText({ days, inactiveAfter }: Notice): string {
  return `becomes inactive after ${isoTime(inactiveAfter)} without a new sign-in (notice of ${daysText(days)})`;
}

/** Why the user has this verdict, without the name. */
export function reasonText(verdict: Verdict, { maxIdleDays }: RuleParameters): string {
  const days = daysText(maxIdleDays);
  switch (verdict.kind) {
    case 'no password':
      return 'no console password';
    case 'access keys':
      return 'has access keys: used for API access, out of scope';
    case 'recent activity':
    case 'nearing':
      return verdict.lastActivity.kind === 'user created'
        ? `created within ${days}`
        : `signed in, or password set, within ${days}`;
    case 'exempt':
      return verdict.by.kind === 'tag'
        ? `exempt by its tag ${verdict.by.key}`
        : `exempt by the entry ${verdict.by.entry} of exemptUsers`;
    case 'inactive':
      return `inactive for more than ${days}, no access keys; last activity: ${activityText(verdict.lastActivity)}`;
  }
}

export function activityText({ kind, date }: Activity): string {
  return `${kind} on ${isoTime(date)}`;
}

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
