import {
  type AccountAudit,
  type AccountResult,
  type AuditedUser,
  type AuditResult,
  noCounts,
  type ReasonKind,
  type Standing,
  STANDINGS,
  type UnreadAccount,
  type WhatIf,
  type WithKeys,
} from '../report/result';
import { bySeverity } from '../report/user-list';

/** Counts of all accounts, added up as they come: an account's users are not kept. */
export class Totals {
  audited = 0;
  unread = 0;
  readonly counts = noCounts();
  /** Undefined if no account's source shows them. */
  withKeys?: WithKeys;

  add(account: AccountResult): void {
    if (account.kind === 'unread') {
      this.unread += 1;
      return;
    }
    this.audited += 1;
    for (const standing of STANDINGS) this.counts[standing] += account.counts[standing];
    if (account.withKeys) this.withKeys = bothWithKeys(this.withKeys ?? { users: 0, active: 0 }, account.withKeys);
  }
}

function bothWithKeys(one: WithKeys, other: WithKeys): WithKeys {
  const [oldest] = [one.oldest, other.oldest]
    .filter((date) => date !== undefined)
    .toSorted((a, b) => a.getTime() - b.getTime());
  return { users: one.users + other.users, active: one.active + other.active, ...(oldest && { oldest }) };
}

/** All accounts' answers taken together. */
export interface Summary {
  readonly now: Date;
  readonly stopped: boolean;
  /** Whether more than one account was asked for: then a user's account is named. */
  readonly several: boolean;
  /** The most inactive first. */
  readonly audited: readonly AccountAudit[];
  readonly unread: readonly UnreadAccount[];
  readonly totals: Totals;
  /** The number of compliant users by reason. */
  readonly compliantBecause: ReadonlyMap<ReasonKind, number>;
  /** The thresholds that all accounts with an answer have in common. */
  readonly whatIf: readonly WhatIf[];
  /** The accounts' maxIdleDays, if it is the same in all. */
  readonly threshold?: number;
}

export function summarize({ now, accounts: given, stopped }: AuditResult): Summary {
  const accounts = withUniqueNames(given);
  const totals = new Totals();
  const compliantBecause = new Map<ReasonKind, number>();
  for (const account of accounts) {
    totals.add(account);
    for (const [reason, count] of account.kind === 'audited' ? account.compliantBecause : []) {
      compliantBecause.set(reason, (compliantBecause.get(reason) ?? 0) + count);
    }
  }
  const audited = accounts
    .filter((account) => account.kind === 'audited')
    .toSorted((one, other) => other.counts.inactive - one.counts.inactive);
  const [threshold, ...others] = new Set(audited.map(({ parameters }) => parameters.maxIdleDays));
  return {
    now,
    stopped,
    several: accounts.length > 1,
    audited,
    unread: accounts.filter((account) => account.kind === 'unread'),
    totals,
    compliantBecause,
    whatIf: whatIfOf(audited.map(({ whatIf }) => whatIf).filter(({ length }) => length > 0)),
    ...(threshold !== undefined && others.length === 0 && { threshold }),
  };
}

/** Two accounts of an organization may have the same name: these are called by name and id. */
function withUniqueNames(accounts: readonly AccountResult[]): AccountResult[] {
  const uses = new Map<string | undefined, number>();
  for (const { name } of accounts) uses.set(name, (uses.get(name) ?? 0) + 1);
  return accounts.map((account) => {
    const { name, accountId } = account;
    const isUnique = name === undefined || accountId === undefined || uses.get(name) === 1;
    return isUnique ? account : { ...account, name: `${name} ${accountId}` };
  });
}

/** Adds up the thresholds that all have; a mark is kept if all have it. */
function whatIfOf([first = [], ...others]: readonly (readonly WhatIf[])[]): WhatIf[] {
  return first.flatMap(({ days, inactive, marks }) => {
    const same = others.flatMap((other) => other.filter((one) => one.days === days));
    if (same.length < others.length) return [];
    return {
      days,
      inactive: same.reduce((sum, one) => sum + one.inactive, inactive),
      marks: marks.filter((mark) => same.every((one) => one.marks.includes(mark))),
    };
  });
}

export interface ListedUser extends AuditedUser {
  readonly account: AccountAudit;
}

/** The users of all accounts, the longest idle first. */
export function usersOf({ audited }: Summary, standing: Standing): ListedUser[] {
  const users = audited.flatMap((account) =>
    account.users.filter((user) => user.standing === standing).map((user) => ({ ...user, account })),
  );
  return users.toSorted(bySeverity);
}

/** The accounts with the users that lists of so many rows need. */
export function shortened(accounts: readonly AccountResult[], rows: number): AccountResult[] {
  const users = accounts.flatMap((account) => (account.kind === 'audited' ? account.users : []));
  const listed = new Set(
    STANDINGS.flatMap((standing) =>
      users
        .filter((user) => user.standing === standing)
        .toSorted(bySeverity)
        .slice(0, rows),
    ),
  );
  return accounts.map((account) =>
    account.kind === 'unread' ? account : { ...account, users: account.users.filter((user) => listed.has(user)) },
  );
}

export function totalOf({ counts }: Pick<AccountAudit, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
