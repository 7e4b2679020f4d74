import { createHash } from 'node:crypto';
import { countOf } from '../text/text';
import { type AuditResult, type Standing, UPCOMING_DAYS } from '../report/result';
import { accountsTable, unreadAccounts } from './html-accounts';
import { histogram } from './html-histogram';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import { type Html, markup, raw } from './html-template';
import { usersTables } from './html-users';
import { whatIfChart } from './html-what-if';
import { openingOf } from './opening';
import { fullLabelOf, notesOf, reasonCounts, withKeysOf } from './phrases';
import { type Summary, summarize } from './summary';

/**
 * One self-contained page: it loads nothing, its security policy allows only its own style and script, and it is complete
 * without the script. Light and dark, on screen and on paper.
 */
export function renderHtml(result: AuditResult): string {
  const summary = summarize(result);
  const { several, audited, unread, totals } = summary;
  const sentences = notesOf(audited, (account) => account.caveats);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'">
<title>Inactive IAM users of ${several ? countOf(result.accounts.length, 'account') : `account ${[...audited, ...unread].map(fullLabelOf).join()}`}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${countOf(totals.counts.inactive, 'inactive IAM user')}${several ? ` in ${countOf(audited.length, 'account')}` : ''}</h1>
${openingOf(summary).map((sentence) => markup`<p>${sentence}</p>`)}
${cards(summary)}
${withKeysOf(totals.withKeys).map((sentence) => markup`<p class="soft">${sentence}</p>`)}
</header>
<main>
${unread.length > 0 ? section('unread', 'Accounts that could not be read', unreadAccounts(summary)) : ''}
${several ? section('accounts', 'Accounts', accountsTable(summary)) : ''}
${section('days', 'Days since last activity', histogram(summary))}
${summary.whatIf.length > 0 ? section('what-if', 'If the threshold were different', whatIfChart(summary)) : ''}
${section('users', 'Users', usersTables(summary))}
${section('reasons', 'Why the others are compliant', reasons(summary))}
${sentences.length > 0 ? section('caveats', 'What the audit cannot know', markup`<ul>${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`) : ''}
</main>
<footer><p>Made by inactive-iam-users, which applies the decision of its AWS Config rule and only reads.</p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

/** The security policy allows only the style and the script with this hash. */
function hash(text: string): Html {
  return raw(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

function section(id: string, title: string, content: Html): Html {
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>`;
}

function cards({ totals }: Summary): Html {
  const card = (standing: Standing, title: string) => {
    const count = totals.counts[standing];
    return markup`<div class="${count > 0 ? standing : 'none'}"><dt>${title}</dt><dd>${count}</dd></div>`;
  };
  return markup`<dl class="cards">
${card('inactive', 'Inactive')}${card('upcoming', `Inactive within ${UPCOMING_DAYS} days`)}${card('exempt', 'Exempt')}${card('compliant', 'Compliant')}
</dl>`;
}

function reasons(summary: Summary): Html {
  const counts = reasonCounts(summary);
  if (counts.length === 0) return markup`<p>No user is compliant.</p>`;
  return markup`<table class="small">
<caption>Compliant users by reason</caption>
<thead><tr><th scope="col">Reason</th><th scope="col" class="number">Users</th></tr></thead>
<tbody>${counts.map(([reason, count]) => markup`<tr><th scope="row">${reason}</th><td class="number">${count}</td></tr>`)}</tbody>
</table>`;
}
