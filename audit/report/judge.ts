import { reasonText } from '../../rule/decision/annotation';
import { DAY } from '../../rule/decision/dates';
import { decide, lastActivityOf, settle, type Verdict } from '../../rule/decision/decide';
import { holdOn, holdText } from '../../rule/decision/hold';
import type { Judgement } from '../../rule/account/judge-live';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { CompleteUserFacts, UserFacts } from '../../rule/decision/user-facts';
import { type AccountAudit, type AuditedUser, type Standing, STANDINGS, UPCOMING_DAYS, type WhatIf } from './result';

/** Common thresholds, with the standard that recommends them. */
const THRESHOLDS: readonly { readonly days: number; readonly mark?: string }[] = [
  { days: 30 },
  { days: 45, mark: 'CIS AWS Foundations' },
  { days: 60 },
  { days: 90, mark: 'Security Hub IAM.8' },
  { days: 180 },
  { days: 365 },
];

/** A credential report has no unique ids. */
export const UNKNOWN_ID = '';

/**
 * The lowest threshold and the latest time that a tally uses. A user who is settled at these is settled at all of them, so
 * needs no further reads.
 */
export function strictest(parameters: RuleParameters, now: Date): { parameters: RuleParameters; now: Date } {
  const lowest = Math.min(parameters.maxIdleDays, ...THRESHOLDS.map(({ days }) => days));
  return { parameters: { ...parameters, maxIdleDays: lowest }, now: inDays(now, UPCOMING_DAYS) };
}

export interface TallyOptions {
  readonly parameters: RuleParameters;
  /** The time of the verdicts. */
  readonly now: Date;
  /** Whether compliant users are listed too, or only counted: then memory does not grow with them. */
  readonly listsCompliant: boolean;
}

/** Judges an account's users one by one, and counts them. */
export class AccountTally {
  private readonly users: Omit<AuditedUser, 'next'>[] = [];
  private readonly counts = { inactive: 0, upcoming: 0, exempt: 0, compliant: 0 };
  private readonly compliantBecause = new Map<AuditedUser['reasonKind'], number>();
  /** By threshold, ascending. */
  private readonly inactiveAt: Map<number, number>;

  constructor(private readonly options: TallyOptions) {
    const days = [...THRESHOLDS.map((threshold) => threshold.days), options.parameters.maxIdleDays];
    this.inactiveAt = new Map(days.toSorted((one, other) => one - other).map((one) => [one, 0]));
  }

  add(user: Judgement): void {
    const { parameters, now, listsCompliant } = this.options;
    const verdict = verdictOn(user, parameters, now);
    const standing = standingOf(user, verdict, parameters, now);
    this.counts[standing] += 1;
    for (const [days, count] of this.inactiveAt) {
      // A user who is active at one threshold is active at all longer ones.
      if (verdictOn(user, { ...parameters, maxIdleDays: days }, now).kind !== 'inactive') break;
      this.inactiveAt.set(days, count + 1);
    }
    if (standing === 'compliant') {
      const kind = reasonKindOf(verdict);
      this.compliantBecause.set(kind, (this.compliantBecause.get(kind) ?? 0) + 1);
      if (!listsCompliant) return;
    }
    this.users.push(auditedUser(user, verdict, standing, parameters));
  }

  result(): Pick<AccountAudit, 'parameters' | 'users' | 'counts' | 'compliantBecause' | 'whatIf'> {
    const { parameters } = this.options;
    const hold = holdOn(this.counts.inactive, parameters.maxRemovals);
    const next: Readonly<Record<Standing, string>> = {
      inactive: hold ? holdText(hold) : 'password is removed',
      upcoming: 'becomes inactive',
      exempt: 'nothing: exempt',
      compliant: 'nothing',
    };
    return {
      parameters,
      users: this.users.map((user) => ({ ...user, next: next[user.standing] })).toSorted(bySeverity),
      counts: this.counts,
      compliantBecause: this.compliantBecause,
      whatIf: this.whatIf(),
    };
  }

  /** How many users would be inactive at each threshold, the audit's own included. */
  private whatIf(): WhatIf[] {
    return [...this.inactiveAt].map(([days, inactive]) => ({
      days,
      inactive,
      marks: [
        ...THRESHOLDS.flatMap((threshold) => (threshold.days === days ? (threshold.mark ?? []) : [])),
        ...(days === this.options.parameters.maxIdleDays ? ['this audit'] : []),
      ],
    }));
  }
}

/** The verdict with other parameters or at another time. Incomplete facts were settled at the strictest ones. */
function verdictOn({ facts, verdict }: Judgement, parameters: RuleParameters, now: Date): Verdict {
  return isComplete(facts) ? decide(facts, parameters, now) : (settle(facts, parameters, now) ?? verdict);
}

function isComplete(facts: UserFacts): facts is CompleteUserFacts {
  return facts.loginProfile !== undefined && facts.accessKeys !== undefined && facts.tags !== undefined;
}

function auditedUser(
  { facts }: Judgement,
  verdict: Verdict,
  standing: Standing,
  parameters: RuleParameters,
): Omit<AuditedUser, 'next'> {
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
    reasonKind: reasonKindOf(verdict),
    ...(lastActivity && { lastActivity }),
    ...(inactiveFrom && { inactiveFrom }),
  };
}

function reasonKindOf({ kind }: Verdict): AuditedUser['reasonKind'] {
  return kind === 'nearing' ? 'recent activity' : kind;
}

function standingOf(user: Judgement, { kind }: Verdict, parameters: RuleParameters, now: Date): Standing {
  if (kind === 'inactive' || kind === 'exempt') return kind;
  const later = verdictOn(user, parameters, inDays(now, UPCOMING_DAYS));
  return later.kind === 'inactive' ? 'upcoming' : 'compliant';
}

/** Sorts by standing; within it the longest idle first, then by name. */
export function bySeverity(a: AuditedUser, b: AuditedUser): number {
  const idle = ({ lastActivity }: AuditedUser) => lastActivity?.date.getTime() ?? Infinity;
  return (
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
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
