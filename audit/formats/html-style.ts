/** The page's style: calm, one accent colour, light and dark, narrow and wide, and always light on paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --card: #f5f7f9; --ink: #1b2530; --soft: #56636f; --line: #dfe4e9;
  --accent: #861812; --tint: #fbeceb; --bar: #8894a2; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #12171d; --card: #1b222a; --ink: #e7ecf1;
  --soft: #a4b1bd; --line: #313c47; --accent: #ffa79e; --tint: #3a2022; --bar: #5c6875; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; overflow-wrap: break-word; }
header, main, footer { max-width: 74rem; margin: 0 auto; padding: 0 2rem; }
header { padding-top: 3.5rem; }
h1 { margin: 0 0 .75rem; font-size: 2.25rem; line-height: 1.15; letter-spacing: -.02em; }
h2 { margin: 0 0 1rem; font-size: 1.3rem; letter-spacing: -.01em; }
section { margin-top: 4rem; }
p { margin: .25rem 0; max-width: 56rem; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.2rem; max-width: 48rem; }
li { margin: .35rem 0; }
.soft, .more, caption, figcaption, summary, footer { color: var(--soft); }
.more { display: block; font-size: .85rem; font-weight: 400; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; margin: 2.25rem 0 0; }
.cards div { padding: 1.1rem 1.35rem; border-radius: .8rem; background: var(--card); display: flex; flex-direction: column-reverse; justify-content: flex-end; }
header .cards + .soft { margin-top: 1rem; }
.cards dt { color: var(--soft); font-size: .9rem; }
.cards dd { margin: 0; font-size: 2.25rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.cards .inactive { background: var(--tint); }
.cards .inactive dd { color: var(--accent); }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
table.small { width: auto; min-width: 22rem; max-width: 100%; }
caption { padding-bottom: .75rem; text-align: left; }
th, td { padding: .65rem 1.25rem .65rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .85rem; white-space: nowrap; vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
.users tbody th, .accounts tbody th { font-weight: 600; min-width: 9rem; }
.users td { min-width: 7rem; }
.users td[data-title=MFA] { min-width: 0; }
th, td, li { overflow-wrap: anywhere; }
ul.unread { list-style: none; padding: 1rem 1.35rem; max-width: 56rem; border-left: .3rem solid var(--accent); background: var(--tint); }
ul.unread strong { display: block; color: var(--accent); }
.accounts .unread th { color: var(--accent); }
.print-only { display: none; }
.verdict { display: inline-block; padding: 0 .6rem; border-radius: 1rem; background: var(--card); font-size: .85rem; }
.verdict.inactive { background: var(--tint); color: var(--accent); font-weight: 600; }
.verdict.upcoming { background: none; box-shadow: inset 0 0 0 1px var(--accent); color: var(--accent); }

button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th button { padding: 0; border: 0; background: none; cursor: pointer; }
th button::after { content: '↕'; padding-left: .35rem; }
th[aria-sort=ascending] button::after { content: '↑'; }
th[aria-sort=descending] button::after { content: '↓'; }
th button:hover { color: var(--ink); }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-bottom: 1.25rem; }
.filter button { padding: .3rem .85rem; border: 1px solid var(--soft); border-radius: 1rem; background: none; cursor: pointer; font-size: .9rem; }
.filter button[aria-pressed=true] { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.filter input, .filter select { flex: 0 1 14rem; min-width: 0; max-width: 100%; padding: .3rem .85rem; border: 1px solid var(--soft); border-radius: 1rem; background: var(--paper); font-size: .9rem; }
.filter output { color: var(--soft); font-size: .9rem; }

figure { margin: 0; }
.histogram { display: block; width: 100%; min-width: 44rem; height: auto; }
.histogram text { fill: var(--soft); font-size: 13px; text-anchor: middle; }
.histogram text.threshold { fill: var(--accent); font-weight: 600; }
.histogram text.after { text-anchor: start; }
.histogram text.before { text-anchor: end; }
.histogram .axis { stroke: var(--line); }
.histogram .threshold { stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 5 4; }
.histogram text.threshold { stroke: none; }
rect { fill: var(--bar); }
rect.inactive { fill: var(--accent); }
rect.upcoming { fill: var(--paper); stroke: var(--accent); stroke-width: 2; }
rect.exempt { fill: var(--paper); stroke: var(--bar); stroke-width: 2; }
figcaption { margin-top: .75rem; max-width: 48rem; }
.legend { display: flex; flex-wrap: wrap; gap: 1.25rem; margin-bottom: .5rem; }
.legend svg { overflow: visible; width: .8rem; height: .8rem; margin-right: .4rem; }
details { margin-top: 1rem; }
summary { cursor: pointer; }
details table { margin-top: 1rem; }

.what-if th, .what-if td { vertical-align: middle; white-space: nowrap; }
.what-if td:last-child { white-space: normal; }
.what-if .bar { width: 45%; min-width: 5rem; }
.what-if svg { display: block; width: 100%; height: 1rem; }
.what-if .asked th, .what-if .asked .number { font-weight: 650; }
.what-if .asked rect { fill: var(--accent); }
.mark { display: inline-block; margin: .1rem .25rem .1rem 0; padding: 0 .6rem; border-radius: 1rem; background: var(--card); font-size: .85rem; }

footer { margin-top: 4rem; padding-bottom: 3rem; font-size: .85rem; }
footer p { padding-top: 1.25rem; border-top: 1px solid var(--line); max-width: none; }
@media (max-width: 40rem) {
  header, main, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  header { padding-top: 2rem; }
  .cards { grid-template-columns: 1fr 1fr; }
  section { margin-top: 3rem; }
  .what-if th, .what-if td { padding-right: .5rem; }
  table.small { min-width: 0; }
  .what-if .bar { display: none; }
}
@media screen and (max-width: 70rem) {
  .cards-if-narrow thead th { display: inline-block; border: 0; padding: 0 .75rem .5rem 0; }
  .cards-if-narrow tbody tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .cards-if-narrow tbody tr[hidden] { display: none; }
  .cards-if-narrow tbody th { grid-column: 1 / -1; }
  .cards-if-narrow tbody th, .cards-if-narrow tbody td { padding: .1rem 0; border: 0; text-align: left; }
  .cards-if-narrow tbody td::before { content: attr(data-title) ': '; color: var(--soft); }
  .cards-if-narrow tbody td:empty { display: none; }
  .cards-if-narrow .more { display: inline; }
}
@media print {
  @page { margin: 1.5cm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  :root { font-size: 9pt; }
  header, main, footer { max-width: none; padding: 0; }
  section { margin-top: 1.75rem; }
  h2, caption, summary, thead { break-after: avoid; }
  tr, figure, .cards div { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .histogram { min-width: 0; }
  details.compliant { display: none; }
  .print-only { display: block; }
  .date .more { white-space: normal; }
  p, figcaption, ul { max-width: none; }
  .cards { grid-template-columns: repeat(4, 1fr); }
  th, td { padding-top: .3rem; padding-bottom: .3rem; }
  .filter, th button::after { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  summary { list-style: none; }
}
`;
