import { EvaluationFailed } from './errors';
import { exemptionOf, type Exemption } from './exemption';
import type { RuleParameters } from './parameters';
import type { UserFacts } from './user-facts';

/** Milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

export interface Activity {
  readonly kind: 'sign-in' | 'password created' | 'password changed' | 'user created';
  readonly date: Date;
}

/** What is to come: `days` is the stage of warnDays that has been reached, `inactiveAfter` when the user trips. */
export interface Notice {
  readonly days: number;
  readonly inactiveAfter: Date;
}

export type Reason =
  | { readonly kind: 'no password' }
  | { readonly kind: 'access keys' }
  | { readonly kind: 'recent activity'; readonly lastActivity: Activity; readonly notice?: Notice }
  | { readonly kind: 'exempt'; readonly by: Exemption }
  | { readonly kind: 'inactive'; readonly lastActivity: Activity };

export interface Verdict {
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly reason: Reason;
}

/**
 * The one decision of this product: the rule's evaluation and the runbook's confirmation both ask it.
 *
 * Asked in this order: no console password, access keys of any status, activity at most maxIdleDays × 24 h ago, exempt;
 * who is none of these is inactive. A fact that has not been read never speaks against the user: it makes the answer
 * `undefined`, unless what is known proves COMPLIANT whatever the rest is.
 *
 * @returns the verdict, or undefined where more must be read first
 */
export function decide(facts: UserFacts, parameters: RuleParameters, now: Date): Verdict | undefined {
  if (facts.loginProfile === 'none') return compliant({ kind: 'no password' });
  if (facts.accessKeys === 'some') return compliant({ kind: 'access keys' });
  const lastActivity = lastActivityOf(facts);
  const by = exemptionOf(facts, parameters);
  const isComplete = facts.loginProfile && facts.accessKeys && facts.tags;
  const inactiveAfter = new Date(lastActivity.date.getTime() + parameters.maxIdleDays * DAY);
  if (now <= inactiveAfter) {
    const notice = noticeOf(inactiveAfter, parameters, now);
    if (!notice || by) return compliant({ kind: 'recent activity', lastActivity });
    return isComplete ? compliant({ kind: 'recent activity', lastActivity, notice }) : undefined;
  }
  if (by) return compliant({ kind: 'exempt', by });
  if (!isComplete) return undefined;
  return { compliance: 'NON_COMPLIANT', reason: { kind: 'inactive', lastActivity } };
}

/**
 * The verdict on a user of whom all that it takes has been read.
 *
 * @throws EvaluationFailed, naming the user, where it has not: such a user is no verdict
 */
export function verdictOf(facts: UserFacts, parameters: RuleParameters, now: Date): Verdict {
  const verdict = decide(facts, parameters, now);
  if (!verdict) throw new EvaluationFailed(`user ${facts.name} (${facts.id}) is undecided after all reads`);
  return verdict;
}

/**
 * The latest sign of life. PasswordLastUsed outlives the password that was used, so that a re-issued one shows the old
 * one's date: the day on which the password was made or reset counts too. A password that has not been read yet is no
 * older than its user.
 */
export function lastActivityOf(facts: UserFacts): Activity {
  const activities: Activity[] = [];
  if (facts.passwordLastUsed !== 'never') activities.push({ kind: 'sign-in', date: facts.passwordLastUsed });
  if (facts.passwordLastChanged) activities.push({ kind: 'password changed', date: facts.passwordLastChanged });
  const profile = facts.loginProfile;
  const oldest: Activity =
    profile === undefined || profile === 'none'
      ? { kind: 'user created', date: facts.created }
      : { kind: 'password created', date: profile.created };
  return activities.reduce((latest, activity) => (activity.date > latest.date ? activity : latest), oldest);
}

/** The latest stage that has been reached. One as long as maxIdleDays would be reached by every sign-in: it is none. */
function noticeOf(inactiveAfter: Date, { warnDays, maxIdleDays }: RuleParameters, now: Date): Notice | undefined {
  const left = inactiveAfter.getTime() - now.getTime();
  const reached = warnDays.filter((days) => days < maxIdleDays && left <= days * DAY);
  return reached.length > 0 ? { days: Math.min(...reached), inactiveAfter } : undefined;
}

function compliant(reason: Reason): Verdict {
  return { compliance: 'COMPLIANT', reason };
}
