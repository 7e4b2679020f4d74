import { DAY } from './dates';
import { exemptionOf, type Exemption } from './exemption';
import type { RuleParameters } from './parameters';
import type { CompleteUserFacts, UserFacts } from './user-facts';

export interface Activity {
  readonly kind: 'sign-in' | 'password created' | 'password changed' | 'user created';
  readonly date: Date;
}

/** `days` is the stage of warnDays that the user has reached. */
export interface Notice {
  readonly days: number;
  readonly inactiveAfter: Date;
}

/** A COMPLIANT verdict that no unread fact can change. */
export type Settled =
  | { readonly kind: 'no password' }
  | { readonly kind: 'access keys' }
  | { readonly kind: 'recent activity'; readonly lastActivity: Activity }
  | { readonly kind: 'exempt'; readonly by: Exemption };

/** COMPLIANT, but a stage of warnDays has been reached. */
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

/** Config's compliance type for a verdict. */
export function complianceOf({ kind }: Verdict): 'COMPLIANT' | 'NON_COMPLIANT' {
  return kind === 'inactive' ? 'NON_COMPLIANT' : 'COMPLIANT';
}

/**
 * Decides whether a user is inactive. The rule's evaluation, the runbook's confirmation and the audit all use it.
 *
 * It checks in this order: no console password, access keys of any status, activity within maxIdleDays × 24 h, exempt.
 * Any other user is inactive.
 */
export function decide(facts: CompleteUserFacts, parameters: RuleParameters, now: Date): Verdict {
  return settle(facts, parameters, now) ?? outlook(facts, parameters, now);
}

/**
 * The same decision on a part of the facts. A fact that has not been read never counts against the user.
 *
 * @returns the verdict if no further fact can change it; undefined if more must be read
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

/** The verdict by dates alone, for a user who has a password, no access keys and no exemption. */
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
 * PasswordLastUsed survives the password: a re-issued password still shows the old one's last use. The day on which the
 * password was created or reset therefore counts too. While the password is unread, the user's creation date is used: a
 * password cannot be older.
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

/** The last stage reached. Stages of maxIdleDays or more are ignored: each user would reach them at sign-in. */
function noticeOf(inactiveAfter: Date, { warnDays, maxIdleDays }: RuleParameters, now: Date): Notice | undefined {
  const left = inactiveAfter.getTime() - now.getTime();
  const reached = warnDays.filter((days) => days < maxIdleDays && left <= days * DAY);
  return reached.length > 0 ? { days: Math.min(...reached), inactiveAfter } : undefined;
}
