import { createHash } from 'node:crypto';
import type { AuditedUser, AuditResult, WhatIf } from '../result';
import { histogram } from './html-histogram';
import { SCRIPT, STYLE } from './html-style';
import { type Html, html, raw } from './html-template';
import { activityInWords, day, fullName, reasonCounts, sourceInWords, usersOf } from './words';

/** One self-contained page: it asks the network for nothing, runs no script but its own, and reads without that too. */
export function renderHtml(result: AuditResult): string {
  const inactive = usersOf(result, 'inactive').length;
  const [source = '', rule = '', age = ''] = sourceInWords(result);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src ${hash(SCRIPT)}">
<title>Inactive IAM users of account ${result.accountId}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${inactive === 1 ? '1 inactive IAM user' : `${inactive} inactive IAM users`}</h1>
<p>${rule}</p>
<p class="soft">${source}. ${age}</p>
<dl class="cards">
${card('inactive', 'Inactive', inactive)}${card('upcoming', 'Upcoming, in 14 days', usersOf(result, 'upcoming').length)}
${card('exempt', 'Exempt', usersOf(result, 'exempt').length)}${card('compliant', 'Compliant', usersOf(result, 'compliant').length)}
</dl>
</header>
<main>
<section aria-labelledby="h-days"><h2 id="h-days">Days since last activity</h2>${histogram(result)}</section>
<section aria-labelledby="h-what"><h2 id="h-what">What if the threshold were another?</h2>${whatIfTable(result)}</section>
<section aria-labelledby="h-users"><h2 id="h-users">Users</h2><div class="scroll">${usersTable(result)}</div></section>
<section aria-labelledby="h-counts"><h2 id="h-counts">Why the others are compliant</h2>${countsTable(result)}</section>
<section aria-labelledby="h-cannot"><h2 id="h-cannot">What this cannot know</h2><ul>${result.caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul></section>
</main>
<footer>Made by inactive-iam-users, by the decision of its AWS Config rule. Read-only.</footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

/** The page's own text, so that no other runs. */
function hash(text: string): Html {
  return raw(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

function card(standing: string, title: string, count: number): Html {
  return html`<div class="${standing}"><dt>${title}</dt><dd>${count}</dd></div>`;
}

function usersTable(result: AuditResult): Html {
  return html`<table class="users">
<caption>${result.users.length} users: the inactive first, the longest idle at the top. Press a heading to sort by it.</caption>
<thead><tr><th scope="col">User</th><th scope="col">Verdict</th><th scope="col">Last activity</th><th scope="col">Inactive from</th><th scope="col">Reason</th><th scope="col">What happens next</th></tr></thead>
<tbody>${result.users.map((user, index) => userRow(user, index, result.now))}</tbody>
</table>`;
}

function userRow(user: AuditedUser, index: number, now: Date): Html {
  const { standing, lastActivity, inactiveFrom, reason, next } = user;
  return html`<tr><th scope="row">${fullName(user)}</th><td class="verdict ${standing}" data-key="${index}">${standing}</td><td data-key="${lastActivity?.date.toISOString() ?? ''}">${activityInWords(user, now)}</td><td data-key="${inactiveFrom?.toISOString() ?? ''}">${inactiveFrom ? day(inactiveFrom) : ''}</td><td>${reason}</td><td>${next}</td></tr>
`;
}

function whatIfTable({ whatIf, parameters }: AuditResult): Html {
  const most = Math.max(1, ...whatIf.map(({ inactive }) => inactive));
  const row = ({ days, inactive, marks }: WhatIf) =>
    html`<tr class="${days === parameters.maxIdleDays ? 'asked' : 'other'}"><th scope="row">${days} days</th><td><div class="bar" style="width: ${Math.round((inactive / most) * 100)}%"></div></td><td class="number">${inactive}</td><td>${marks.join(', ')}</td></tr>
`;
  return html`<table class="whatif">
<caption>Inactive users at each threshold; 45 days is CIS's, 90 Security Hub IAM.8's.</caption>
<thead><tr><th scope="col">Threshold</th><th scope="col"><span aria-hidden="true"></span>Share</th><th scope="col" class="number">Inactive</th><th scope="col">Whose</th></tr></thead>
<tbody>${whatIf.map(row)}</tbody>
</table>`;
}

function countsTable(result: AuditResult): Html {
  const counts = reasonCounts(result);
  if (counts.length === 0) return html`<p>Nobody is.</p>`;
  return html`<table>
<caption>Compliant users by reason</caption>
<thead><tr><th scope="col">Reason</th><th scope="col" class="number">Users</th></tr></thead>
<tbody>${counts.map(([reason, count]) => html`<tr><th scope="row">${reason}</th><td class="number">${count}</td></tr>`)}</tbody>
</table>`;
}
