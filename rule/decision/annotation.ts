import type { Activity, Notice, Verdict } from './decide';
import { type Hold, holdInWords } from './hold';
import type { RuleParameters } from './parameters';

/** Config's limit: "Evaluation", AWS Config API Reference. */
const MAX_LENGTH = 256;

/** Said of an inactive user whose removal is blocked by a remediation exception, Config's own or somebody's. */
export const BLOCKED = 'a remediation exception blocks the removal';

/** Said of a result whose event EventBridge has not taken: the next evaluation sends it again. */
export const UNSENT = 'its event is yet to be sent';

/**
 * The verdict for the Config console, at most 256 characters. It begins with the user's name, which no AWS event carries
 * otherwise, and with the mark of a held removal. It holds no running count of days: a quiet day changes no annotation,
 * and so records no evaluation.
 */
export function annotate(
  name: string,
  verdict: Verdict,
  parameters: RuleParameters,
  { hold, remarks = [] }: { hold?: Hold; remarks?: readonly string[] } = {},
): string {
  const mark = hold ? `${holdInWords(hold)}; ` : '';
  const text = [`${name}: ${mark}${reasonInWords(verdict, parameters)}`, ...remarks].join('; ');
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** The notice: one text for each stage of each date, the same from day to day. */
export function noticeInWords({ days, inactiveAfter }: Notice): string {
  return `becomes inactive after ${timeInWords(inactiveAfter)} without a new sign-in (notice of ${daysInWords(days)})`;
}

/** The reason without the name. */
export function reasonInWords(verdict: Verdict, { maxIdleDays }: RuleParameters): string {
  const days = daysInWords(maxIdleDays);
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
      return `inactive for more than ${days}, no access keys; last activity: ${activityInWords(verdict.lastActivity)}`;
  }
}

export function activityInWords({ kind, date }: Activity): string {
  return `${kind} on ${timeInWords(date)}`;
}

/** A time to the second, e.g. `2026-11-24T08:00:00Z`. */
export function timeInWords(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

function daysInWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
