import type { Activity } from '../../rule/decision/decide';
import type { RuleParameters } from '../../rule/decision/parameters';

/** `upcoming` is compliant now, and inactive within UPCOMING_DAYS without a new sign-in. */
export type Standing = 'inactive' | 'upcoming' | 'exempt' | 'compliant';

export interface AuditedUser {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
  /** The unique id, AIDA…; a credential report has none. */
  readonly id?: string;
  readonly standing: Standing;
  /** As in the rule's annotation, without the name. */
  readonly reason: string;
  readonly reasonKind: 'no password' | 'access keys' | 'recent activity' | 'exempt' | 'inactive';
  /** Undefined if the verdict does not depend on a date (no password, access keys). */
  readonly lastActivity?: Activity;
  /** When the user becomes or became inactive without a new sign-in; for inactive and upcoming users only. */
  readonly inactiveFrom?: Date;
  /** What happens next, e.g. `password is removed`. */
  readonly next: string;
}

/** How many users would be inactive at another threshold. */
export interface WhatIf {
  readonly days: number;
  readonly inactive: number;
  /** Who recommends this threshold, e.g. `CIS AWS Foundations`; `this audit` for the audit's own. */
  readonly marks: readonly string[];
}

export interface AuditResult {
  readonly source:
    | { readonly kind: 'account'; readonly caller: string; readonly region: string }
    | { readonly kind: 'credential report'; readonly file: string };
  readonly accountId: string;
  readonly now: Date;
  /** Creation time of the credential report; for a file its modification time, if known. */
  readonly reportMade?: Date;
  readonly parameters: RuleParameters;
  /** Sorted: see judgeUsers. */
  readonly users: readonly AuditedUser[];
  readonly whatIf: readonly WhatIf[];
  /** What the audit cannot know, one sentence each. */
  readonly caveats: readonly string[];
}

export const UPCOMING_DAYS = 14;
