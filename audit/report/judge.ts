import { reasonText } from '../../rule/decision/annotation';
import { DAY } from '../../rule/decision/dates';
import { holdOn } from '../../rule/decision/hold';
import { decide, lastActivityOf, outlook, settle, type Verdict } from '../../rule/decision/decide';
import type { Judgement } from '../../rule/account/judge-live';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { CompleteUserFacts, UserFacts } from '../../rule/decision/user-facts';
import type { PendingUser, Remediation } from './next';
import { type AccountAudit, type AuditedUser, type Standing, UPCOMING_DAYS, type WhatIf } from './result';
import { UserList } from './user-list';

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

interface Viewpoint {
  readonly parameters: RuleParameters;
  readonly now: Date;
}

/**
 * The lowest threshold and the latest time that a tally uses. A user who is settled at these is settled at all of them, so
 * needs no further reads. Without warnDays, because the audit has its own notion of upcoming users.
 */
export function strictest(parameters: RuleParameters, now: Date): Viewpoint {
  const lowest = Math.min(parameters.maxIdleDays, ...THRESHOLDS.map(({ days }) => days));
  return { parameters: { ...parameters, maxIdleDays: lowest, warnDays: [] }, now: inDays(now, UPCOMING_DAYS) };
}

export interface TallyOptions {
  readonly parameters: RuleParameters;
  /** The time of the verdicts. */
  readonly now: Date;
  /** Whether compliant users are listed too, or only counted: then memory does not grow with them. */
  readonly listsCompliant: boolean;
  /** Key of the tag that names a user's owner. */
  readonly ownerTag?: string | undefined;
  /** Of the deployed rule, if the account is judged with its parameters. */
  readonly remediation?: Remediation | undefined;
}

/** What a credential report shows of a user besides the facts that a verdict rests on. */
export interface ReportedUser {
  readonly passwordEnabled: boolean;
  readonly hasActiveKey: boolean;
  readonly mfa?: boolean;
}

/** Judges an account's users one by one, and counts them. */
export class AccountTally {
  private readonly list: UserList;
  private readonly withKeys: { users: number; active: number; oldest?: Date } = { users: 0, active: 0 };
  private readonly strictest: Viewpoint;
  private readonly today: Viewpoint;
  private readonly later: Viewpoint;
  /** Ascending. */
  private readonly thresholds: readonly (Viewpoint & { inactive: number })[];

  constructor(private readonly options: TallyOptions) {
    const { now } = options;
    this.list = new UserList(options.listsCompliant);
    const parameters = { ...options.parameters, warnDays: [] };
    this.strictest = strictest(parameters, now);
    this.today = { parameters, now };
    this.later = { parameters, now: inDays(now, UPCOMING_DAYS) };
    const days = new Set([...THRESHOLDS.map((threshold) => threshold.days), parameters.maxIdleDays]);
    this.thresholds = [...days]
      .toSorted((one, other) => one - other)
      .map((maxIdleDays) => ({ parameters: { ...parameters, maxIdleDays }, now, inactive: 0 }));
  }

  /** @param reported undefined if the source shows nothing more */
  add(user: Judgement, reported?: ReportedUser): void {
    const { verdict, standing } = this.judge(user);
    if (verdict.kind === 'access keys' && reported) this.countWithKeys(user.facts, reported);
    const reasonKind = reasonKindOf(verdict);
    this.list.add({ standing, reasonKind }, () => this.pendingUser(user, verdict, standing, reported));
  }

  result(): Pick<
    AccountAudit,
    'parameters' | 'users' | 'counts' | 'hold' | 'compliantBecause' | 'whatIf' | 'withKeys'
  > {
    const { parameters, remediation } = this.options;
    const { maxRemovals } = parameters;
    const hold = remediation?.kind === 'none' ? undefined : holdOn(this.list.inactive, maxRemovals);
    return {
      parameters,
      ...this.list.result({ maxRemovals, hold, remediation }),
      ...(hold && { hold }),
      whatIf: this.whatIf(),
      withKeys: this.withKeys,
    };
  }

  private judge(user: Judgement): { verdict: Verdict; standing: Standing } {
    const widest = verdictOn(user, this.strictest);
    if (widest.kind === 'exempt') {
      const verdict = verdictOn(user, this.today);
      return { verdict, standing: verdict.kind === 'exempt' ? 'exempt' : 'compliant' };
    }
    // Most users: no other threshold or time gives another verdict.
    if (widest.kind !== 'inactive') return { verdict: widest, standing: 'compliant' };
    // From here on, only the dates decide.
    const at = ({ parameters, now }: Viewpoint) => outlook(user.facts, parameters, now);
    for (const threshold of this.thresholds) {
      // A user who is active at one threshold is active at all longer ones.
      if (at(threshold).kind !== 'inactive') break;
      threshold.inactive += 1;
    }
    const verdict = at(this.today);
    if (verdict.kind === 'inactive') return { verdict, standing: 'inactive' };
    return { verdict, standing: at(this.later).kind === 'inactive' ? 'upcoming' : 'compliant' };
  }

  private countWithKeys(facts: UserFacts, { passwordEnabled, hasActiveKey }: ReportedUser): void {
    const { kind, lastActivity } = outlook(facts, this.today.parameters, this.today.now);
    if (!passwordEnabled || kind !== 'inactive') return;
    const { withKeys } = this;
    withKeys.users += 1;
    if (hasActiveKey) withKeys.active += 1;
    if (!withKeys.oldest || lastActivity.date < withKeys.oldest) withKeys.oldest = lastActivity.date;
  }

  /** How many users would be inactive at each threshold, the audit's own included. */
  private whatIf(): WhatIf[] {
    return this.thresholds.map(({ parameters: { maxIdleDays: days }, inactive }) => ({
      days,
      inactive,
      marks: [
        ...THRESHOLDS.flatMap((threshold) => (threshold.days === days ? (threshold.mark ?? []) : [])),
        ...(days === this.options.parameters.maxIdleDays ? ['this audit'] : []),
      ],
    }));
  }

  private pendingUser(
    { facts }: Judgement,
    verdict: Verdict,
    standing: Standing,
    reported: ReportedUser | undefined,
  ): PendingUser {
    const { parameters, ownerTag, remediation } = this.options;
    const dependsOnDate = verdict.kind !== 'no password' && verdict.kind !== 'access keys';
    const lastActivity = dependsOnDate ? lastActivityOf(facts) : undefined;
    const willTrip = standing === 'inactive' || standing === 'upcoming';
    const inactiveFrom = lastActivity && willTrip ? inDays(lastActivity.date, parameters.maxIdleDays) : undefined;
    const passwordSet = passwordSetOn(facts);
    const owner = ownerTag === undefined ? undefined : tagOf(facts, ownerTag);
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
      ...(passwordSet && { passwordSet }),
      ...(reported?.mfa !== undefined && { mfa: reported.mfa }),
      ...(owner !== undefined && { owner }),
      obstacle: willTrip ? remediation?.obstacleFor(facts) : undefined,
    };
  }
}

/** The verdict with other parameters or at another time. Incomplete facts were settled at the strictest ones. */
function verdictOn({ facts, verdict }: Judgement, { parameters, now }: Viewpoint): Verdict {
  return isComplete(facts) ? decide(facts, parameters, now) : (settle(facts, parameters, now) ?? verdict);
}

function isComplete(facts: UserFacts): facts is CompleteUserFacts {
  return facts.loginProfile !== undefined && facts.accessKeys !== undefined && facts.tags !== undefined;
}

/** When the password was made or last changed, as far as it was read. */
function passwordSetOn({ loginProfile: profile, passwordLastChanged: changed }: UserFacts): Date | undefined {
  if (profile === 'none') return undefined;
  return profile && !(changed && changed > profile.created) ? profile.created : changed;
}

function tagOf({ tags = [] }: UserFacts, key: string): string | undefined {
  return tags.find(({ Key }) => Key?.toLowerCase() === key.toLowerCase())?.Value;
}

function reasonKindOf({ kind }: Verdict): AuditedUser['reasonKind'] {
  return kind === 'nearing' ? 'recent activity' : kind;
}

function inDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}
