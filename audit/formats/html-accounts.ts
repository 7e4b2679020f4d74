import { type AccountAudit, STANDINGS } from '../report/result';
import { type Html, markup } from './html-template';
import { fullLabelOf, labelOf, unreadReason } from './phrases';
import { type Summary, totalOf } from './summary';

/** The accounts that could not be read, apart from the others, so nobody overlooks them. */
export function unreadAccounts({ unread }: Summary): Html {
  return markup`<ul class="unread">${unread.map((one) => markup`<li><strong>✗ ${fullLabelOf(one)}</strong> ${unreadReason(one)}</li>`)}</ul>`;
}

/** A row for each account, the unread ones last. */
export function accountsTable({ audited, unread, totals }: Summary): Html {
  const isAnyHeld = audited.some(({ hold }) => hold);
  const titles = [
    'Users',
    ...STANDINGS.map((standing) => `${standing.charAt(0).toUpperCase()}${standing.slice(1)}`),
    ...(totals.withKeys ? ['With keys'] : []),
    ...(isAnyHeld ? ['Held'] : []),
  ];
  const row = (account: AccountAudit, place: number) => {
    const { counts, withKeys, hold } = account;
    const cells = [
      totalOf(account),
      ...STANDINGS.map((standing) => counts[standing]),
      ...(totals.withKeys ? [withKeys?.users ?? ''] : []),
      ...(isAnyHeld ? [hold ? 'held' : ''] : []),
    ];
    return markup`<tr data-account="${place}"><th scope="row" data-key="${labelOf(account)}">${name(account)}</th>${cells.map((cell, index) => markup`<td class="number" data-title="${titles[index] ?? ''}">${cell}</td>`)}</tr>
`;
  };
  const unreadRow = (account: Summary['unread'][number]) =>
    markup`<tr class="unread"><th scope="row" data-key="${labelOf(account)}">✗ ${name(account)} <span class="more">could not be read</span></th>${titles.map((title) => markup`<td class="number" data-title="${title}"></td>`)}</tr>
`;
  return markup`<table class="accounts sortable cards-if-narrow">
<caption>The most inactive first.</caption>
<thead><tr><th scope="col">Account</th>${titles.map((title) => markup`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>
${audited.map(row)}${unread.map(unreadRow)}</tbody>
</table>`;
}

function name(account: Summary['audited'][number] | Summary['unread'][number]): Html {
  const label = labelOf(account);
  const rest = fullLabelOf(account).slice(label.length);
  return markup`${label}${rest === '' ? '' : markup`<span class="more">${rest}</span>`}`;
}
