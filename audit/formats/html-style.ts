/** The page's style: calm, light and dark, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2733; --soft: #55636f; --line: #d9dfe5; --paper: #ffffff; --card: #f5f7f9;
  --accent: #b3261e; --bar: #5b7c99; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #a3b0bc; --line: #36424e; --paper: #141a20;
  --card: #1c242c; --accent: #ff8a80; --bar: #7ea3c4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main, header { max-width: 68rem; margin: 0 auto; padding: 1.5rem; }
header { padding-top: 3rem; padding-bottom: 0; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 3rem 0 1rem; }
p { margin: .25rem 0; }
.soft, caption, figcaption { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; padding: 0; margin: 2rem 0 0; }
.cards div { background: var(--card); border-radius: .75rem; padding: 1rem 1.25rem; }
.cards dt { color: var(--soft); }
.cards dd { margin: 0; font-size: 2rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.cards .inactive dd { color: var(--accent); }
figure { margin: 0; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
svg rect { fill: var(--bar); } svg rect.over { fill: var(--accent); } svg line { stroke: var(--accent); stroke-dasharray: 4 3; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; padding-bottom: .75rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left; }
th button:hover, th button:focus-visible { text-decoration: underline; }
th[aria-sort=ascending] button::after { content: ' ↑'; } th[aria-sort=descending] button::after { content: ' ↓'; }
.users thead th, .users td:nth-child(4), .verdict { white-space: nowrap; } .users td:nth-child(3) { min-width: 11rem; } .verdict.inactive { color: var(--accent); font-weight: 600; }
.whatif th { white-space: nowrap; } .whatif td:nth-child(2) { width: 45%; } .whatif .bar { background: var(--bar); height: 1.1rem; border-radius: .2rem; }
.whatif .asked { font-weight: 600; } details { margin-top: 1rem; }
.scroll { overflow-x: auto; }
footer { max-width: 68rem; margin: 0 auto; padding: 1.5rem; color: var(--soft); border-top: 1px solid var(--line); }
@media print { body { font-size: 11px; } main, header, footer { max-width: none; padding: 0; } h2 { break-after: avoid; }
  tr, figure { break-inside: avoid; } thead { display: table-header-group; } details > * { display: block; } }
`;

/** Sorts the table of users by the column whose header is pressed; without it the table is as it was printed. */
export const SCRIPT = `
for (const header of document.querySelectorAll('table.users th')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...header.childNodes);
  header.append(button);
  button.addEventListener('click', () => {
    const ascending = header.getAttribute('aria-sort') !== 'ascending';
    const column = [...header.parentNode.children].indexOf(header);
    const body = header.closest('table').tBodies[0];
    const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
    const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }));
    body.append(...(ascending ? rows : rows.reverse()));
    for (const other of header.parentNode.children) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  });
}
`;
