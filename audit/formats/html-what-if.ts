import type { WhatIf } from '../report/result';
import { countOf } from '../text/text';
import { type Html, markup } from './html-template';
import { marksNote, whatIfTitle } from './phrases';
import type { Summary } from './summary';

/** How many users would be inactive at other thresholds. The bars repeat the counts, so screen readers skip them. */
export function whatIfChart(summary: Summary): Html {
  const { whatIf, threshold } = summary;
  const most = Math.max(1, ...whatIf.map(({ inactive }) => inactive));
  return markup`<table class="what-if">
<caption>${whatIfTitle(summary)}</caption>
<thead><tr><th scope="col">Threshold</th><th scope="col" class="number">Inactive</th><td class="bar" aria-hidden="true"></td><th scope="col">Used by</th></tr></thead>
<tbody>
${whatIf.map((one) => row(one, most, one.days === threshold))}</tbody>
</table>${marksNote(summary).map((note) => markup`<p class="soft">${note}</p>`)}`;
}

function row({ days, inactive, marks }: WhatIf, most: number, isAsked: boolean): Html {
  return markup`<tr${isAsked ? markup` class="asked"` : ''}><th scope="row">${countOf(days, 'day')}</th><td class="number">${inactive}</td><td class="bar" aria-hidden="true">${bar(inactive / most)}</td><td>${marks.map((mark) => markup`<span class="mark">${mark}</span> `)}</td></tr>
`;
}

/** Drawn, not styled: the page's security policy allows no style attribute. */
function bar(share: number): Html {
  return markup`<svg viewBox="0 0 100 10" preserveAspectRatio="none"><rect width="${(share * 100).toFixed(1)}" height="10"></rect></svg>`;
}
