import { STANDINGS } from '../report/result';
import { countOf } from '../text/text';
import { type Bin, binsOf, labelOf } from './histogram-bins';
import { type Html, markup } from './html-template';
import type { Summary } from './summary';

const SIZE = { width: 900, height: 260, top: 40, bottom: 210 };
/** A hollow bar has a line of 2 within. */
const BAR = { gap: 3, least: 4 };

/** Users by days since their last activity, the threshold marked: drawn, and as a table for screen readers and for print. */
export function histogram(summary: Summary): Html {
  const { threshold } = summary;
  const bins = binsOf(summary);
  const users = bins.reduce((sum, { total }) => sum + total, 0);
  if (users === 0) return markup`<p>No user's verdict depends on a date.</p>`;
  const inactive = bins.reduce((sum, { counts }) => sum + counts.inactive, 0);
  const at = threshold === undefined ? '' : ` at a threshold of ${countOf(threshold, 'day')}`;
  const text = `${countOf(users, 'user')} by days since the last activity; ${inactive} inactive${at}.`;
  return markup`<figure>
<div class="scroll" role="region" aria-label="Histogram" tabindex="0">${drawing(bins, threshold, text)}</div>
<figcaption>${legend()}${text} Users without a password, or with access keys, are not shown.</figcaption>
</figure>
<details><summary>The same as a table</summary>${table(bins)}</details>`;
}

function legend(): Html {
  return markup`<span class="legend" aria-hidden="true">${STANDINGS.map((kind) => markup`<span><svg viewBox="0 0 10 10"><rect class="${kind}" width="10" height="10" rx="2"></rect></svg>${kind}</span>`)}</span>`;
}

function table(bins: readonly Bin[]): Html {
  return markup`<table class="small">
<caption>Users by days since their last activity</caption>
<thead><tr><th scope="col">Days</th>${STANDINGS.map((kind) => markup`<th scope="col" class="number">${kind}</th>`)}</tr></thead>
<tbody>${bins.map((bin) => markup`<tr><th scope="row">${labelOf(bin)}</th>${STANDINGS.map((kind) => markup`<td class="number">${bin.counts[kind]}</td>`)}</tr>`)}</tbody>
</table>`;
}

function drawing(bins: readonly Bin[], threshold: number | undefined, text: string): Html {
  const step = SIZE.width / bins.length;
  const most = Math.max(1, ...bins.map(({ total }) => total));
  return markup`<svg class="histogram" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="histogram-title histogram-text">
<title id="histogram-title">Days since last activity</title>
<desc id="histogram-text">${text} The table below has the numbers.</desc>
${bins.map((bin, index) => column(bin, index * step, step, most))}
<line class="axis" x1="0" x2="${SIZE.width}" y1="${SIZE.bottom}" y2="${SIZE.bottom}"></line>
<text x="${SIZE.width / 2}" y="${SIZE.bottom + 42}">days since last activity</text>
${threshold === undefined ? '' : thresholdLine(bins.findIndex(({ from }) => from === threshold) * step, threshold)}
</svg>`;
}

/** The bars of a column are apart, so each of them borders on the page's own colour; the smallest can still be seen. */
function column({ counts, total, ...edges }: Bin, x: number, step: number, most: number): Html {
  const scale = (SIZE.bottom - SIZE.top - 20 - STANDINGS.length * (BAR.gap + BAR.least)) / most;
  const middle = (x + step / 2).toFixed(1);
  let base = SIZE.bottom;
  const parts = STANDINGS.filter((standing) => counts[standing] > 0).map((standing) => {
    const height = BAR.least + counts[standing] * scale;
    base -= height + BAR.gap;
    return markup`<rect class="${standing}" x="${(x + 6).toFixed(1)}" y="${base.toFixed(1)}" width="${(step - 12).toFixed(1)}" height="${height.toFixed(1)}"></rect>`;
  });
  const number = total === 0 ? '' : markup`<text x="${middle}" y="${(base - 7).toFixed(1)}">${total}</text>`;
  return markup`${parts}${number}<text x="${middle}" y="${SIZE.bottom + 20}">${labelOf(edges)}</text>
`;
}

/** The label is on the side that has room. */
function thresholdLine(x: number, threshold: number): Html {
  const isFarRight = x > SIZE.width * 0.75;
  return markup`<line class="threshold" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="4" y2="${SIZE.bottom}"></line>
<text class="threshold ${isFarRight ? 'before' : 'after'}" x="${(x + (isFarRight ? -8 : 8)).toFixed(1)}" y="15">threshold: ${countOf(threshold, 'day')}</text>`;
}
