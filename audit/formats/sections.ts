import { type AccountAudit, STANDINGS, UPCOMING_DAYS } from '../report/result';
import { countOf } from '../text/text';
import { day, daysBetween, fullLabelOf, fullName, labelOf, reasonCounts, shortReason, unreadReason } from './phrases';
import { type ListedUser, type Summary, totalOf, usersOf } from './summary';

/** Rows of a section; longer lists are for a file. */
export const MOST_ROWS = 200;

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Dates and numbers, which are read down the column: wrapped only if no other column can be narrower. */
  readonly firm?: boolean;
  /** Told elsewhere too: a narrow terminal leaves it out. */
  readonly isSpare?: boolean;
}

/** A list with its heading, for the terminal and for Markdown. */
export interface Section {
  readonly title: string;
  readonly tone?: 'red' | 'yellow' | 'cyan';
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** How many rows are left out. */
  readonly more: number;
}

/** The accounts, if there are several, then the users by standing; an empty section is about users. */
export function sectionsOf(summary: Summary): Section[] {
  const { several, audited, unread } = summary;
  const aboutAccounts = [
    ...(several ? [accounts(summary)] : []),
    ...(unread.length > 0 ? [unreadAccounts(summary)] : []),
  ];
  if (audited.length === 0) return aboutAccounts;
  return [
    ...aboutAccounts,
    users(summary, 'inactive', 'Inactive', 'red', { title: 'What happens next', of: ({ next }) => next }),
    users(summary, 'upcoming', `Upcoming, within ${UPCOMING_DAYS} days`, 'yellow', {
      title: 'Inactive from',
      of: (user) => inactiveFrom(user, summary.now),
    }),
    users(summary, 'exempt', 'Exempt', 'cyan', { title: 'Exempt by', of: shortReason }),
    others(summary),
  ];
}

function section(
  heading: Pick<Section, 'title' | 'tone' | 'columns'>,
  rows: Section['rows'],
  count = rows.length,
): Section {
  return { ...heading, rows: rows.slice(0, MOST_ROWS), more: Math.max(0, count - MOST_ROWS) };
}

const NUMBER = { align: 'right', firm: true } as const;

function accounts({ audited, unread, totals }: Summary): Section {
  const counts = (counted: Pick<AccountAudit, 'counts' | 'withKeys'>) => [
    ...[totalOf(counted), ...STANDINGS.map((standing) => counted.counts[standing])].map(String),
    ...(totals.withKeys ? [String(counted.withKeys?.users ?? '')] : []),
  ];
  const isAnyHeld = audited.some(({ hold }) => hold);
  const columns: Column[] = [
    { title: 'Account' },
    ...['Users', 'Inactive', 'Upcoming'].map((title) => ({ title, ...NUMBER })),
    ...['Exempt', 'Compliant'].map((title) => ({ title, ...NUMBER, isSpare: true })),
    ...(totals.withKeys ? [{ title: 'With keys', ...NUMBER }] : []),
    ...(isAnyHeld ? [{ title: 'Held', firm: true }] : []),
  ];
  const rows = [
    ['All', ...counts(totals)],
    ...audited.map((one) => [fullLabelOf(one), ...counts(one), one.hold ? 'held' : '']),
    ...unread.map((one) => [`✗ ${fullLabelOf(one)}`]),
  ];
  return section({ title: `Accounts: ${totals.audited + totals.unread}`, columns }, rows);
}

function unreadAccounts({ unread }: Summary): Section {
  const columns = [{ title: 'Account' }, { title: 'Why, and what to do' }];
  const rows = unread.map((one) => [`✗ ${fullLabelOf(one)}`, unreadReason(one)]);
  return section({ title: `Not read: ${unread.length}`, tone: 'red', columns }, rows);
}

function users(
  summary: Summary,
  standing: 'inactive' | 'upcoming' | 'exempt',
  title: string,
  tone: Section['tone'],
  last: { readonly title: string; of(user: ListedUser): string },
): Section {
  const listed = usersOf(summary, standing);
  const hasOwner = listed.some(({ owner }) => owner !== undefined);
  const columns: Column[] = [
    { title: 'User' },
    ...(summary.several ? [{ title: 'Account' }] : []),
    { title: 'Last activity', firm: true },
    { title: 'Days ago', ...NUMBER, isSpare: true },
    ...(hasOwner ? [{ title: 'Owner' }] : []),
    { title: last.title },
  ];
  const rows = listed.map((user) => [
    fullName(user),
    ...(summary.several ? [labelOf(user.account)] : []),
    user.lastActivity ? `${day(user.lastActivity.date)} ${user.lastActivity.kind}` : '',
    user.lastActivity ? String(daysBetween(user.lastActivity.date, summary.now)) : '',
    ...(hasOwner ? [user.owner ?? ''] : []),
    last.of(user),
  ]);
  const count = summary.totals.counts[standing];
  return section({ title: `${title}: ${count}`, columns, ...(tone && { tone }) }, rows, count);
}

function inactiveFrom({ inactiveFrom: from }: ListedUser, now: Date): string {
  if (!from) return '';
  return `${day(from)}, in ${countOf(Math.max(0, daysBetween(now, from)), 'day')}`;
}

function others(summary: Summary): Section {
  const columns: Column[] = [{ title: 'Users', ...NUMBER }, { title: 'Because of' }];
  const rows = reasonCounts(summary).map(([reason, count]) => [String(count), reason]);
  return section({ title: `Compliant: ${summary.totals.counts.compliant}`, columns }, rows);
}
