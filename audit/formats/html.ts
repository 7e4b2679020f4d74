import { createHash } from 'node:crypto';
import { type Answer, type Standing, UPCOMING_DAYS } from '../report/result';
import { countOf } from '../checks/text';
import { histogram } from './html-histogram';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import { type Html, markup, raw } from './html-template';
import { usersTable } from './html-users';
import { whatIfChart } from './html-what-if';
import { reasonCounts, describeSource } from './phrases';

/**
 * One self-contained page: it loads nothing, its security policy allows only its own style and script, and it is complete
 * without the script. Light and dark, on screen and on paper.
 */
export function renderHtml(result: Answer): string {
  const [source, rule, age] = describeSource(result);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'">
<title>Inactive IAM users of account ${result.accountId}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${countOf(result.counts.inactive, 'inactive IAM user')}</h1>
<p>${rule}</p>
<p class="soft">${source} ${age}</p>
${cards(result)}
</header>
<main>
${section('days', 'Days since last activity', histogram(result))}
${section('what-if', 'If the threshold were different', whatIfChart(result))}
${section('users', 'Users', usersTable(result))}
${section('reasons', 'Why the others are compliant', reasons(result))}
${section('caveats', 'What the audit cannot know', caveats(result))}
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

function cards(result: Answer): Html {
  const card = (standing: Standing, title: string) => {
    const count = result.counts[standing];
    return markup`<div class="${count > 0 ? standing : 'none'}"><dt>${title}</dt><dd>${count}</dd></div>`;
  };
  return markup`<dl class="cards">
${card('inactive', 'Inactive')}${card('upcoming', `Inactive within ${UPCOMING_DAYS} days`)}${card('exempt', 'Exempt')}${card('compliant', 'Compliant')}
</dl>`;
}

function reasons(result: Answer): Html {
  const counts = reasonCounts(result);
  if (counts.length === 0) return markup`<p>No user is compliant.</p>`;
  return markup`<table class="small">
<caption>Compliant users by reason</caption>
<thead><tr><th scope="col">Reason</th><th scope="col" class="number">Users</th></tr></thead>
<tbody>${counts.map(([reason, count]) => markup`<tr><th scope="row">${reason}</th><td class="number">${count}</td></tr>`)}</tbody>
</table>`;
}

function caveats({ caveats: sentences }: Answer): Html {
  if (sentences.length === 0) return markup`<p>Nothing that we know of.</p>`;
  return markup`<ul>${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`;
}
