import { HOUR } from '../../rule/decision/dates';
import { countOf } from '../text/text';
import type { AccountAudit } from '../report/result';
import { instant, notesOf } from './phrases';
import { type Summary, totalOf } from './summary';

export const STOPPED = 'Stopped before the end: accounts are missing here.';

/** e.g. `Inactive IAM users: 2 of 5 in 3 accounts`. */
export function titleOf({ several, totals }: Summary): string {
  const where = several ? ` in ${countOf(totals.audited, 'account')}` : '';
  return `Inactive IAM users: ${totals.counts.inactive} of ${totalOf(totals)}${where}`;
}

/** Sentences: what is missing, where the users come from, what counts as inactive, and as of when. */
export function openingOf(summary: Summary): string[] {
  const { stopped, several, audited, unread } = summary;
  return [
    ...(stopped ? [STOPPED] : []),
    ...(several && unread.length > 0 ? [`${countOf(unread.length, 'account')} could not be read.`] : []),
    ...originsOf(summary),
    ...notesOf(audited, definitionOf),
    ...agesOf(summary),
    ...notesOf(audited, basisOf),
  ];
}

function originsOf({ several, audited, now }: Summary): string[] {
  const [first] = audited;
  if (!first) return [`Nothing could be read at ${instant(now)}.`];
  if (!several) {
    const name = first.name === undefined ? '' : ` (${first.name})`;
    return [`Account ${first.accountId}${name} at ${instant(now)}, ${originOf(first, several)}.`];
  }
  const counts = new Map<string, number>();
  for (const account of audited) {
    const origin = originOf(account, several);
    counts.set(origin, (counts.get(origin) ?? 0) + 1);
  }
  const origins = [...counts].map(([origin, count]) => (counts.size > 1 ? `${count} ${origin}` : origin)).join(', ');
  return [`${countOf(audited.length, 'account')} at ${instant(now)}${counts.size > 1 ? ':' : ','} ${origins}.`];
}

function originOf({ source }: AccountAudit, several: boolean): string {
  switch (source.kind) {
    case 'account':
      return several ? 'read live' : `read live as ${source.caller}`;
    case 'credential report':
      return several ? 'from credential reports' : `from the credential report ${source.file}`;
    case 'aggregator':
      return `from what Config stored in its aggregator ${source.name} in ${source.region}`;
  }
}

/** The parameters with which the rule ran are not among Config's results. */
function definitionOf({ source, parameters }: AccountAudit): string[] {
  if (source.kind === 'aggregator') return ['Inactive is what the rule decided when it last ran.'];
  return [
    `Inactive means a password, no access keys, and no activity for more than ${countOf(parameters.maxIdleDays, 'day')}.`,
  ];
}

/** How old the oldest of the accounts' answers is. */
function agesOf({ several, audited, now }: Summary): string[] {
  const dated = audited.flatMap((account) => {
    const made = account.source.kind === 'aggregator' ? account.evaluated : account.reportMade;
    return made ? [{ account, made }] : [];
  });
  const [oldest] = dated.toSorted((one, other) => one.made.getTime() - other.made.getTime());
  const unknown = notesOf(audited, ({ source, reportMade }) =>
    source.kind === 'aggregator' || reportMade
      ? []
      : ['The age of the credential report is unknown: the file holds no date.'],
  );
  if (!oldest) return unknown;
  const age = `${ageOf(now.getTime() - oldest.made.getTime())} (${instant(oldest.made)})`;
  return [`The ${several ? 'oldest ' : ''}${ageSubject(oldest.account)} ${age}.`, ...unknown];
}

function ageSubject({ source, isReportMadeAssumed }: AccountAudit): string {
  switch (source.kind) {
    case 'account':
    case 'credential report':
      return isReportMadeAssumed
        ? 'credential report is assumed to be as old as its file, last changed'
        : 'credential report was made';
    case 'aggregator':
      return 'evaluation was';
  }
}

function ageOf(milliseconds: number): string {
  if (milliseconds < 0) return 'after the time of this audit';
  if (milliseconds < HOUR) return 'less than 1 h ago';
  const hours = Math.floor(milliseconds / HOUR);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

export function basisOf({ basis }: Pick<AccountAudit, 'basis'>): string[] {
  if (!basis) return [];
  if (basis.kind === 'options') return ['The parameters are those of the options and the defaults.'];
  const { ruleName, region, remediation, overridden } = basis;
  const except = overridden.length > 0 ? `, except ${overridden.join(', ')} from the options` : '';
  const how = remediation === 'none' ? 'It has no remediation' : `Its remediation is ${remediation}`;
  return [`The parameters are those of the deployed rule ${ruleName} in ${region}${except}. ${how}.`];
}
