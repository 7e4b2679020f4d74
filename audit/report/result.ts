import type { Activity } from '../../rule/decision/decide';
import type { RuleParameters } from '../../rule/decision/parameters';

/** Where a user stands: `upcoming` is compliant now and inactive within UPCOMING_DAYS unless something happens. */
export type Standing = 'inactive' | 'upcoming' | 'exempt' | 'compliant';

/** What the rule decides of one user, and why. */
export interface AuditedUser {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
  /** The unique id, AIDA…; a credential report has none. */
  readonly id?: string;
  readonly standing: Standing;
  /** The rule's reason, in its own words, without the name. */
  readonly reason: string;
  /** The kind of the reason, for counting. */
  readonly reasonKind: 'no password' | 'access keys' | 'recent activity' | 'exempt' | 'inactive';
  /** What the verdict rests on; absent where it rests on no date (no password, access keys). */
  readonly lastActivity?: Activity;
  /** When the user becomes, or became, inactive if nothing happens; only with lastActivity, and not for the exempt. */
  readonly inactiveFrom?: Date;
  /** What happens next, in words: e.g. `password is removed`. */
  readonly next: string;
}

/** How many would be inactive with another threshold. */
export interface WhatIf {
  readonly days: number;
  readonly inactive: number;
  /** Whose number that is: `CIS AWS Foundations`, `Security Hub IAM.8`; and `this audit` for the one asked for. */
  readonly marks: readonly string[];
}

export interface AuditResult {
  /** Where the answer comes from. */
  readonly source:
    | { readonly kind: 'account'; readonly caller: string; readonly region: string }
    | { readonly kind: 'credential report'; readonly file: string };
  readonly accountId: string;
  readonly now: Date;
  /** When the credential report was made; of a file: when it was last changed, if that is known. */
  readonly reportMade?: Date;
  readonly parameters: RuleParameters;
  /** Inactive, upcoming, exempt, compliant; the longest idle first, then by name. */
  readonly users: readonly AuditedUser[];
  readonly whatIf: readonly WhatIf[];
  /** What this answer cannot know, one sentence each. */
  readonly caveats: readonly string[];
}

export const UPCOMING_DAYS = 14;
