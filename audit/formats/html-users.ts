import type { AuditedUser, Answer } from '../report/result';
import { countOf } from '../checks/text';
import { type Html, markup } from './html-template';
import { day, daysBetween, shortReason } from './phrases';

const COLUMNS = ['User', 'Verdict', 'Last activity', 'Inactive from', 'Reason', 'What happens next'];

/** A row for each user; the page's script makes the table sortable. */
export function usersTable({ users, now }: Answer): Html {
  if (users.length === 0) return markup`<p>The account has no users.</p>`;
  return markup`<div class="scroll" role="region" aria-label="Table of users" tabindex="0"><table class="users">
<caption>${countOf(users.length, 'user')}: the inactive first, the longest idle at the top.</caption>
<thead><tr>${COLUMNS.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${users.map((user, index) => row(user, index, now))}</tbody>
</table></div>`;
}

/** The script sorts a column by `data-key`: names without their paths, dates in full, verdicts in the order of the rows. */
function row(user: AuditedUser, index: number, now: Date): Html {
  const { name, path, standing, inactiveFrom, next } = user;
  return markup`<tr data-standing="${standing}"><th scope="row" data-key="${name}">${name}${path === undefined || path === '/' ? '' : place(path)}</th><td data-key="${index}"><span class="verdict ${standing}">${standing}</span></td>${activity(user, now)}<td class="date" data-key="${inactiveFrom?.toISOString() ?? ''}">${inactiveFrom ? day(inactiveFrom) : ''}</td><td>${shortReason(user)}</td><td>${next}</td></tr>
`;
}

function place(path: string): Html {
  return markup` <span class="more">in <bdi>${path}</bdi></span>`;
}

function activity({ lastActivity }: AuditedUser, now: Date): Html {
  if (!lastActivity) return markup`<td class="date" data-key=""></td>`;
  const { kind, date } = lastActivity;
  return markup`<td class="date" data-key="${date.toISOString()}">${day(date)} <span class="more">${kind}, ${countOf(daysBetween(date, now), 'day')} ago</span></td>`;
}
