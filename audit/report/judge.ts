import { reasonText } from '../../rule/decision/annotation';
import { DAY } from '../../rule/decision/dates';
import { decide, lastActivityOf, settle, type Verdict } from '../../rule/decision/decide';
import type { Judgement } from '../../rule/account/judge-live';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { CompleteUserFacts, UserFacts } from '../../rule/decision/user-facts';
import { type AuditedUser, type Standing, UPCOMING_DAYS, type WhatIf } from './result';

/** Common thresholds, with the standard that recommends them. */
const THRESHOLDS: readonly { readonly days: number; readonly mark?: string }[] = [
  { days: 30 },
  { days: 45, mark: 'CIS AWS Foundations' },
  { days: 60 },
  { days: 90, mark: 'Security Hub IAM.8' },
  { days: 180 },
  { days: 365 },
];

/**
 * The lowest threshold and the latest time that `judgeUsers` and `whatIf` use. A user who is settled at these is settled at
 * all of them, so needs no further reads.
 */
export function strictest(parameters: RuleParameters, now: Date): { parameters: RuleParameters; now: Date } {
  const lowest = Math.min(parameters.maxIdleDays, ...THRESHOLDS.map(({ days }) => days));
  return { parameters: { ...parameters, maxIdleDays: lowest }, now: inDays(now, UPCOMING_DAYS) };
}

/** Sorted: inactive, upcoming, exempt, compliant; within these the longest idle first, then by name. */
export function judgeUsers(users: readonly Judgement[], parameters: RuleParameters, now: Date): AuditedUser[] {
  return users.map((user) => judge(user, parameters, now)).toSorted(bySeverity);
}

/** How many users would be inactive at each threshold, the audit's own included. */
export function whatIf(users: readonly Judgement[], parameters: RuleParameters, now: Date): WhatIf[] {
  const asked = parameters.maxIdleDays;
  const marks = new Map(THRESHOLDS.map(({ days, mark }) => [days, mark === undefined ? [] : [mark]]));
  marks.set(asked, [...(marks.get(asked) ?? []), 'this audit']);
  return [...marks]
    .toSorted(([a], [b]) => a - b)
    .map(([days, whose]) => {
      const verdicts = users.map((user) => verdictOn(user, { ...parameters, maxIdleDays: days }, now));
      return {
        days,
        marks: whose,
        inactive: verdicts.filter(({ kind }) => kind === 'inactive').length,
      };
    });
}

/** The verdict with other parameters or at another time. Incomplete facts were settled at the strictest ones. */
function verdictOn({ facts, verdict }: Judgement, parameters: RuleParameters, now: Date): Verdict {
  return isComplete(facts) ? decide(facts, parameters, now) : (settle(facts, parameters, now) ?? verdict);
}

function isComplete(facts: UserFacts): facts is CompleteUserFacts {
  return facts.loginProfile !== undefined && facts.accessKeys !== undefined && facts.tags !== undefined;
}

function judge(user: Judgement, parameters: RuleParameters, now: Date): AuditedUser {
  const { facts } = user;
  const verdict = verdictOn(user, parameters, now);
  const standing = standingOf(user, verdict, parameters, now);
  const dependsOnDate = verdict.kind !== 'no password' && verdict.kind !== 'access keys';
  const lastActivity = dependsOnDate ? lastActivityOf(facts) : undefined;
  const willTrip = standing === 'inactive' || standing === 'upcoming';
  const inactiveFrom = lastActivity && willTrip ? inDays(lastActivity.date, parameters.maxIdleDays) : undefined;
  return {
    name: facts.name,
    path: facts.path,
    arn: facts.arn,
    ...(facts.id !== UNKNOWN_ID && { id: facts.id }),
    standing,
    reason: reasonText(verdict, parameters),
    reasonKind: verdict.kind === 'nearing' ? 'recent activity' : verdict.kind,
    ...(lastActivity && { lastActivity }),
    ...(inactiveFrom && { inactiveFrom }),
    next: NEXT[standing],
  };
}

/** A credential report has no unique ids. */
export const UNKNOWN_ID = '';

const NEXT: Readonly<Record<Standing, string>> = {
  inactive: 'password is removed',
  upcoming: 'becomes inactive',
  exempt: 'nothing: exempt',
  compliant: 'nothing',
};

function standingOf(user: Judgement, { kind }: Verdict, parameters: RuleParameters, now: Date): Standing {
  if (kind === 'inactive' || kind === 'exempt') return kind;
  const later = verdictOn(user, parameters, inDays(now, UPCOMING_DAYS));
  return later.kind === 'inactive' ? 'upcoming' : 'compliant';
}

const ORDER: readonly Standing[] = ['inactive', 'upcoming', 'exempt', 'compliant'];

function bySeverity(a: AuditedUser, b: AuditedUser): number {
  const idle = ({ lastActivity }: AuditedUser) => lastActivity?.date.getTime() ?? Infinity;
  return (
    ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) ||
    compare(idle(a), idle(b)) ||
    compare(a.name.toLowerCase(), b.name.toLowerCase())
  );
}

function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function inDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}
