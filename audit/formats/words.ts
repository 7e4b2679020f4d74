import { DAY } from '../../rule/decide';
import type { AuditedUser, AuditResult, Standing } from '../result';

/** What the formats for people share: the same words in the terminal and on the page. */

/** `2026-11-24 08:00Z` */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** `2026-11-24` */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function daysBetween(earlier: Date, later: Date): number {
  return Math.floor((later.getTime() - earlier.getTime()) / DAY);
}

/** `sign-in 2015-02-15, 4300 days ago`, or what stands in its place. */
export function activityInWords({ lastActivity }: AuditedUser, now: Date): string {
  if (!lastActivity) return 'no date decides';
  const days = daysBetween(lastActivity.date, now);
  return `${lastActivity.kind} ${day(lastActivity.date)}, ${days === 1 ? '1 day' : `${days} days`} ago`;
}

/** Where the answer comes from, and how old that is: each format says it. */
export function sourceInWords({ source, accountId, now, reportMade, parameters }: AuditResult): string[] {
  const from =
    source.kind === 'account' ? `account ${accountId}, read live` : `account ${accountId}, from ${source.file}`;
  return [
    `${from}, at ${instant(now)}`,
    `Inactive: a password, no access keys, and no activity for more than ${parameters.maxIdleDays} days.`,
    reportAge(source.kind, reportMade, now),
  ];
}

function reportAge(kind: AuditResult['source']['kind'], made: Date | undefined, now: Date): string {
  if (!made) return 'The age of the credential report is not known: it holds no date of its own.';
  const hours = Math.max(0, Math.round((now.getTime() - made.getTime()) / 3_600_000));
  const age = hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
  const what = kind === 'account' ? 'was made' : 'is as old as its file, last changed';
  return `The credential report ${what} ${instant(made)}, ${age} before.`;
}

export function usersOf({ users }: AuditResult, standing: Standing): AuditedUser[] {
  return users.filter((user) => user.standing === standing);
}

/** How many of the compliant there are for each reason, the most frequent first. */
export function reasonCounts(result: AuditResult): [string, number][] {
  const counts = new Map<string, number>();
  for (const { reasonKind } of usersOf(result, 'compliant')) counts.set(reasonKind, (counts.get(reasonKind) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

export function fullName({ path, name }: AuditedUser): string {
  return path === '/' ? name : `${path.slice(1)}${name}`;
}
