import { DAY, HOUR } from '../../rule/decision/dates';
import type { Answer, AuditedUser, Source, Standing } from '../report/result';
import { countOf } from '../checks/text';

/** e.g. `2026-11-24 08:00Z`, to the minute. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** e.g. `2026-11-24`, the day in UTC. */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Whole days of 24 hours, as the rule counts them. */
export function daysBetween(earlier: Date, later: Date): number {
  return Math.floor((later.getTime() - earlier.getTime()) / DAY);
}

/** Three sentences: where the users come from, what counts as inactive, and how old the credential report is. */
export function describeSource({ source, accountId, now, reportMade, parameters }: Answer): [string, string, string] {
  return [
    `Account ${accountId} at ${instant(now)}, ${originOf(source)}.`,
    `Inactive: a password, no access keys, and no activity for more than ${countOf(parameters.maxIdleDays, 'day')}.`,
    reportAge(source.kind, reportMade, now),
  ];
}

function originOf(source: Source): string {
  switch (source.kind) {
    case 'account':
      return `read live as ${source.caller}`;
    case 'credential report':
      return `from the credential report ${source.file}`;
    case 'aggregator':
      return `from Config's aggregator ${source.name}`;
  }
}

function reportAge(kind: Source['kind'], made: Date | undefined, now: Date): string {
  if (!made) return 'The age of the credential report is unknown: the file holds no date.';
  const what = kind === 'account' ? 'was made' : 'is assumed to be as old as its file, last changed';
  return `The credential report ${what} ${ageOf(now.getTime() - made.getTime())} (${instant(made)}).`;
}

function ageOf(milliseconds: number): string {
  if (milliseconds < 0) return 'after the time of this audit';
  if (milliseconds < HOUR) return 'less than 1 h ago';
  const hours = Math.floor(milliseconds / HOUR);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

export function usersOf({ users }: Answer, standing: Standing): AuditedUser[] {
  return users.filter((user) => user.standing === standing);
}

const REASONS: Readonly<Record<AuditedUser['reasonKind'], string>> = {
  'recent activity': 'recent activity',
  'access keys': 'access keys: used for API access, out of scope',
  'no password': 'no console password',
  exempt: 'exemption',
  inactive: 'inactivity',
};

/** The number of compliant users by reason, the most frequent first. */
export function reasonCounts({ compliantBecause }: Answer): [string, number][] {
  return [...compliantBecause]
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => [REASONS[kind], count]);
}

export function totalOf({ counts }: Pick<Answer, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The rule's reason without what other columns of the table show: the standing, and the date of the last activity. */
export function shortReason({ reason }: AuditedUser): string {
  return reason.replace(/^exempt by (its )?/, '').replace(/; last activity: .*$/, '');
}

/** The name behind its path, without the leading slash: `engineering/dave`. */
export function fullName({ path, name }: AuditedUser): string {
  return path === undefined || path === '/' ? name : `${path.slice(1)}${name}`;
}
