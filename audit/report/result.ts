import type { Activity } from '../../rule/decision/decide';
import type { Hold } from '../../rule/decision/hold';
import type { RuleParameters } from '../../rule/decision/parameters';

/** `upcoming` is compliant now, and inactive within UPCOMING_DAYS without a new sign-in. */
export type Standing = 'inactive' | 'upcoming' | 'exempt' | 'compliant';

/** In the order of their urgency. */
export const STANDINGS: readonly Standing[] = ['inactive', 'upcoming', 'exempt', 'compliant'];

/** Nobody counted yet. */
export function noCounts(): Record<Standing, number> {
  return { inactive: 0, upcoming: 0, exempt: 0, compliant: 0 };
}

export const UPCOMING_DAYS = 14;

export interface AuditedUser {
  readonly name: string;
  /** Begins and ends with a slash. Config's stored results have no path. */
  readonly path?: string;
  readonly arn?: string;
  /** The unique id, AIDA…; a credential report has none. */
  readonly id?: string;
  readonly standing: Standing;
  /** As in the rule's annotation, without the name. */
  readonly reason: string;
  readonly reasonKind: ReasonKind;
  /** Undefined if the verdict does not depend on a date (no password, access keys). */
  readonly lastActivity?: Activity;
  /** When the user becomes or became inactive without a new sign-in; for inactive and upcoming users only. */
  readonly inactiveFrom?: Date;
  /** When the password was made or last changed, if the user has one and the source shows it. */
  readonly passwordSet?: Date;
  /** Whether the user has an MFA device; undefined if the source does not show it. */
  readonly mfa?: boolean;
  /** Value of the tag that names an owner. */
  readonly owner?: string;
  /** What happens next, e.g. `password is deleted at the next evaluation`. */
  readonly next: string;
}

export type ReasonKind = 'no password' | 'access keys' | 'recent activity' | 'exempt' | 'inactive';

/** How many users would be inactive at another threshold. */
export interface WhatIf {
  readonly days: number;
  readonly inactive: number;
  /** Who recommends this threshold, e.g. `CIS AWS Foundations`; `this audit` for the audit's own. */
  readonly marks: readonly string[];
}

/** Where the users of an account come from. */
export type Source =
  | { readonly kind: 'account'; readonly caller: string; readonly region: string }
  | { readonly kind: 'credential report'; readonly file: string }
  /** Config's aggregator: what Config stored when the rule last ran. */
  | { readonly kind: 'aggregator'; readonly name: string; readonly region: string };

/** Users who have access keys, and a password that has been idle for more than maxIdleDays: out of the rule's scope. */
export interface WithKeys {
  readonly users: number;
  /** How many of them have an active key, by the credential report. */
  readonly active: number;
  /** The earliest last activity of a password among them. */
  readonly oldest?: Date;
}

/** Where the parameters come from: the options and the defaults, or the rule that is deployed in the account. */
export type Basis =
  | { readonly kind: 'options' }
  | {
      readonly kind: 'rule';
      readonly ruleName: string;
      readonly region: string;
      readonly remediation: 'automatic' | 'by hand' | 'none';
      /** Names of the parameters that options changed. */
      readonly overridden: readonly string[];
    };

/** An account that has been read. */
export interface AccountAudit {
  readonly kind: 'audited';
  readonly accountId: string;
  /** The account's name in its organization, or the profile's. */
  readonly name?: string;
  readonly source: Source;
  /** When the credential report was made, as far as that is known. */
  readonly reportMade?: Date;
  /** Set if `reportMade` is only when the file was last changed. */
  readonly isReportMadeAssumed?: true;
  /** For an aggregator: when the rule last ran, as its results show. */
  readonly evaluated?: Date;
  readonly parameters: RuleParameters;
  readonly basis?: Basis;
  /** Sorted by standing; within it the longest idle first, then by name. Compliant users only if they were asked for. */
  readonly users: readonly AuditedUser[];
  readonly counts: Readonly<Record<Standing, number>>;
  /** Set if the rule deletes no password, because more users are inactive than maxRemovals. */
  readonly hold?: Hold;
  /** The number of compliant users by reason. */
  readonly compliantBecause: ReadonlyMap<ReasonKind, number>;
  /** Empty if the source does not show enough. */
  readonly whatIf: readonly WhatIf[];
  /** Undefined if the source does not show them. */
  readonly withKeys?: WithKeys;
  /** What the audit cannot know, one sentence each. */
  readonly caveats: readonly string[];
}

/** An account that could not be read. */
export interface UnreadAccount {
  readonly kind: 'unread';
  /** Undefined if not even that is known. */
  readonly accountId?: string;
  /** The account's name, its profile or its file. */
  readonly name?: string;
  /** In AWS's words. */
  readonly reason: string;
  readonly remedy?: string;
}

export type AccountResult = AccountAudit | UnreadAccount;

/** The whole answer. */
export interface AuditResult {
  /** The time of the verdicts. */
  readonly now: Date;
  /** In the order in which they were asked for. */
  readonly accounts: readonly AccountResult[];
  /** Whether the user stopped the audit: accounts are missing. */
  readonly stopped: boolean;
}
