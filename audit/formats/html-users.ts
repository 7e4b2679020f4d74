import { countOf } from '../text/text';
import { type AccountAudit, type AuditedUser, STANDINGS } from '../report/result';
import { type Html, markup } from './html-template';
import { day, daysBetween, fullLabelOf, labelOf, shortReason } from './phrases';
import { type ListedUser, type Summary, usersOf } from './summary';

/** A cell with its heading, which a narrow screen shows beside it. The script sorts by `key`. */
interface Column {
  readonly title: string;
  readonly isShown: boolean;
  readonly cell: (user: ListedUser, index: number) => { readonly content: Html | string; readonly key?: string };
}

/** The users who are or will be inactive, or are exempt, and below them, folded, each account's compliant users. */
export function usersTables(summary: Summary): Html {
  const { audited, totals } = summary;
  const { compliant } = totals.counts;
  const listed = STANDINGS.filter((standing) => standing !== 'compliant').flatMap((one) => usersOf(summary, one));
  const note = markup`<p class="print-only">${countOf(compliant, 'compliant user')} not printed.</p>`;
  return markup`${listed.length === 0 ? markup`<p>No user is inactive, upcoming or exempt.</p>` : urgent(listed, summary)}
${compliant > 0 ? note : ''}${audited.map((account, index) => (account.counts.compliant > 0 ? folded(account, index, summary) : ''))}`;
}

function urgent(users: readonly ListedUser[], summary: Summary): Html {
  const columns = columnsOf(users, summary).filter(({ isShown }) => isShown);
  const row = (user: ListedUser, index: number) => {
    const cells = columns.map(({ title, cell }) => {
      const { content, key } = cell(user, index);
      return markup`<td data-title="${title}"${key === undefined ? '' : markup` data-key="${key}"`}>${content}</td>`;
    });
    return markup`<tr data-standing="${user.standing}" data-account="${summary.audited.indexOf(user.account)}"><th scope="row" data-key="${user.name}">${named(user)}</th>${cells}</tr>
`;
  };
  return markup`<table class="users sortable cards-if-narrow">
<caption>${countOf(users.length, 'user')} inactive, upcoming or exempt: the inactive first, the longest idle at the top.</caption>
<thead><tr><th scope="col">User</th>${columns.map(({ title }) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${users.map(row)}</tbody>
</table>`;
}

/** A column that would be empty is left out. */
function columnsOf(users: readonly AuditedUser[], { several, now }: Summary): Column[] {
  return [
    { title: 'Account', isShown: several, cell: ({ account }) => ({ content: labelOf(account) }) },
    {
      title: 'Verdict',
      isShown: true,
      cell: (user, index) => ({ content: verdict(user), key: String(index) }),
    },
    {
      title: 'Last activity',
      isShown: true,
      cell: ({ lastActivity }) => date(lastActivity?.date, now, lastActivity?.kind),
    },
    {
      title: 'Password set',
      isShown: users.some(({ passwordSet }) => passwordSet !== undefined),
      cell: ({ passwordSet }) => date(passwordSet, now),
    },
    {
      title: 'MFA',
      isShown: users.some(({ mfa }) => mfa !== undefined),
      cell: ({ mfa }) => ({ content: yesOrNo(mfa) }),
    },
    {
      title: 'Owner',
      isShown: users.some(({ owner }) => owner !== undefined),
      cell: ({ owner = '' }) => ({ content: owner }),
    },
    {
      title: 'Inactive from',
      isShown: users.some(({ inactiveFrom }) => inactiveFrom !== undefined),
      cell: ({ inactiveFrom }) => ({
        content: inactiveFrom ? day(inactiveFrom) : '',
        key: inactiveFrom?.toISOString() ?? '',
      }),
    },
    { title: 'What happens next', isShown: true, cell: ({ next }) => ({ content: next }) },
  ];
}

function named({ name, path }: AuditedUser): Html {
  return markup`${name}${path === undefined || path === '/' ? '' : more(markup`in <bdi>${path}</bdi>`)}`;
}

function verdict(user: AuditedUser): Html {
  const { standing } = user;
  const why = standing === 'exempt' ? more(markup`by ${shortReason(user)}`) : '';
  return markup`<span class="verdict ${standing}">${standing}</span>${why}`;
}

function date(at: Date | undefined, now: Date, kind?: string): { content: Html | string; key: string } {
  if (!at) return { content: '', key: '' };
  const age = `${countOf(daysBetween(at, now), 'day')} ago`;
  const text = kind === undefined ? age : `${kind}, ${age}`;
  return { content: markup`${day(at)}${more(markup`${text}`)}`, key: at.toISOString() };
}

function more(content: Html): Html {
  return markup` <span class="more">${content}</span>`;
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return '';
  return value ? 'yes' : 'no';
}

/** Short rows, because an account may have thousands. A browser lays them out only once they are unfolded. */
function folded(account: AccountAudit, index: number, { several }: Summary): Html {
  const users = account.users.filter(({ standing }) => standing === 'compliant');
  const title = `${countOf(account.counts.compliant, 'compliant user')}${several ? ` of ${fullLabelOf(account)}` : ''}`;
  const row = (user: AuditedUser) => {
    const last = user.lastActivity ? day(user.lastActivity.date) : '';
    return markup`<tr><th scope="row" data-key="${user.name}">${named(user)}</th><td>${last}</td><td>${yesOrNo(user.mfa)}</td><td>${shortReason(user)}</td></tr>
`;
  };
  return markup`<details class="compliant" data-account="${index}"><summary>${title} <output></output></summary>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="sortable">
<caption>${title}</caption>
<thead><tr><th scope="col">User</th><th scope="col">Last activity</th><th scope="col">MFA</th><th scope="col">Because of</th></tr></thead>
<tbody>
${users.map(row)}</tbody>
</table></div></details>
`;
}
