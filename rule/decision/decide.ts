import { exemptionOf, type Exemption } from './exemption';
import type { RuleParameters } from './parameters';
import type { CompleteUserFacts, UserFacts } from './user-facts';

/** Milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

export interface Activity {
  readonly kind: 'sign-in' | 'password created' | 'password changed' | 'user created';
  readonly date: Date;
}

/** A removal to come: `days` is the stage of warnDays that has been reached. */
export interface Notice {
  readonly days: number;
  readonly inactiveAfter: Date;
}

/** A verdict that nothing left unread can change; it is always COMPLIANT. */
export type Settled =
  | { readonly kind: 'no password' }
  | { readonly kind: 'access keys' }
  | { readonly kind: 'recent activity'; readonly lastActivity: Activity }
  | { readonly kind: 'exempt'; readonly by: Exemption };

/** COMPLIANT, and within a stage of warnDays. */
export interface Nearing {
  readonly kind: 'nearing';
  readonly lastActivity: Activity;
  readonly notice: Notice;
}

export interface Inactive {
  readonly kind: 'inactive';
  readonly lastActivity: Activity;
}

export type Verdict = Settled | Nearing | Inactive;

/** Config's word for a verdict. */
export function complianceOf({ kind }: Verdict): 'COMPLIANT' | 'NON_COMPLIANT' {
  return kind === 'inactive' ? 'NON_COMPLIANT' : 'COMPLIANT';
}

/**
 * The one decision of this product. The rule's evaluation, the runbook's confirmation and the audit all ask it.
 *
 * It asks in this order: no console password, access keys of any status, activity at most maxIdleDays × 24 h ago, exempt.
 * A user to whom none of these applies is inactive.
 */
export function decide(facts: CompleteUserFacts, parameters: RuleParameters, now: Date): Verdict {
  return settle(facts, parameters, now) ?? outlook(facts, parameters, now);
}

/**
 * The same decision for a user of whom only a part is known. A fact that has not been read never speaks against the user.
 *
 * @returns the verdict if no further fact can change it, else undefined: more must be read
 */
export function settle(facts: UserFacts, parameters: RuleParameters, now: Date): Settled | undefined {
  if (facts.loginProfile === 'none') return { kind: 'no password' };
  if (facts.accessKeys === 'some') return { kind: 'access keys' };
  const ahead = outlook(facts, parameters, now);
  if (ahead.kind === 'recent activity') return ahead;
  const by = exemptionOf(facts, parameters);
  if (!by) return undefined;
  return ahead.kind === 'nearing'
    ? { kind: 'recent activity', lastActivity: ahead.lastActivity }
    : { kind: 'exempt', by };
}

/** What the dates alone say of a user who has a password, no keys and no exemption. */
export function outlook(
  facts: UserFacts,
  parameters: RuleParameters,
  now: Date,
): Extract<Settled, { kind: 'recent activity' }> | Nearing | Inactive {
  const lastActivity = lastActivityOf(facts);
  const inactiveAfter = new Date(lastActivity.date.getTime() + parameters.maxIdleDays * DAY);
  if (now > inactiveAfter) return { kind: 'inactive', lastActivity };
  const notice = noticeOf(inactiveAfter, parameters, now);
  return notice ? { kind: 'nearing', lastActivity, notice } : { kind: 'recent activity', lastActivity };
}

/**
 * The latest sign of life. PasswordLastUsed outlives the password that was used, so a re-issued password shows the old
 * one's date: the day on which the password was made or reset counts too. A password that has not been read yet is no
 * older than its user.
 */
export function lastActivityOf(facts: UserFacts): Activity {
  const profile = facts.loginProfile;
  let latest: Activity =
    profile === undefined || profile === 'none'
      ? { kind: 'user created', date: facts.created }
      : { kind: 'password created', date: profile.created };
  const { passwordLastUsed: used, passwordLastChanged: changed } = facts;
  if (used !== 'never' && used > latest.date) latest = { kind: 'sign-in', date: used };
  if (changed && changed > latest.date) latest = { kind: 'password changed', date: changed };
  return latest;
}

/** The latest stage that has been reached. A stage as long as maxIdleDays does not count: every sign-in would reach it. */
function noticeOf(inactiveAfter: Date, { warnDays, maxIdleDays }: RuleParameters, now: Date): Notice | undefined {
  const left = inactiveAfter.getTime() - now.getTime();
  const reached = warnDays.filter((days) => days < maxIdleDays && left <= days * DAY);
  return reached.length > 0 ? { days: Math.min(...reached), inactiveAfter } : undefined;
}
