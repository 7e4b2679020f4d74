import type { Activity, Notice, Verdict } from './decide';
import type { RuleParameters } from './parameters';

/** Config's limit: "Evaluation", AWS Config API Reference. */
const MAX_LENGTH = 256;

/** Said of an inactive user whom Config's own exception keeps from being remediated. */
export const BLOCKED = 'a remediation exception blocks the removal';

/**
 * The verdict in words for the Config console, at most 256 characters. It begins with the user's name, which no AWS
 * event carries otherwise. No running day count: a quiet day changes no annotation, and so records no evaluation.
 */
export function annotate(name: string, verdict: Verdict, parameters: RuleParameters, remark = ''): string {
  const text = `${name}: ${reasonInWords(verdict, parameters)}${remark}`;
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** The notice in words: one for each stage of each date, and the same from day to day. */
export function noticeInWords({ days, inactiveAfter }: Notice): string {
  const ahead = days === 1 ? '1 day' : `${days} days`;
  return `becomes inactive after ${timeInWords(inactiveAfter)} without a new sign-in (notice of ${ahead})`;
}

/** The reason without the name, in words. */
export function reasonInWords({ reason }: Verdict, { maxIdleDays }: RuleParameters): string {
  const days = maxIdleDays === 1 ? '1 day' : `${maxIdleDays} days`;
  switch (reason.kind) {
    case 'no password':
      return 'no console password';
    case 'access keys':
      return 'has access keys: used for API access, out of scope';
    case 'recent activity':
      return reason.lastActivity.kind === 'user created'
        ? `created within ${days}`
        : `signed in, or password set, within ${days}`;
    case 'exempt':
      return reason.by.kind === 'tag'
        ? `exempt by its tag ${reason.by.key}`
        : `exempt by exemptUsers pattern ${reason.by.pattern}`;
    case 'inactive':
      return `inactive for more than ${days}, no access keys; last activity: ${activityInWords(reason.lastActivity)}`;
  }
}

export function activityInWords({ kind, date }: Activity): string {
  return `${kind} on ${timeInWords(date)}`;
}

function timeInWords(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}
