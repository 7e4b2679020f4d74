/**
 * The page's script: headings that sort the table of users, and a filter. The script makes both itself, so a page that
 * runs no scripts has no dead buttons.
 */
export const SCRIPT = `
'use strict';
const table = document.querySelector('table.users');
if (table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = make('button', { type: 'button', textContent: heading.textContent });
    heading.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = heading.getAttribute('aria-sort') === 'ascending';
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const keyed = rows.map((row) => [key(row), row]);
      // Users without the date come last in both directions.
      const last = (one, other) => (one === '') - (other === '');
      keyed.sort(([one], [other]) => last(one, other) || collator.compare(one, other) * (down ? -1 : 1));
      body.replaceChildren(...keyed.map(([, row]) => row));
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    });
  });

  const search = make('input', { type: 'search', placeholder: 'Name or path', autocomplete: 'off', spellcheck: false });
  search.setAttribute('aria-label', 'Show users whose name or path contains');
  const choices = ['all', 'inactive', 'upcoming', 'exempt', 'compliant'].map((standing) =>
    make('button', { type: 'button', textContent: standing }));
  const shown = make('output');
  let chosen = choices[0];
  const show = () => {
    const text = search.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const isChosen = chosen === choices[0] || row.dataset.standing === chosen.textContent;
      row.hidden = !(isChosen && row.cells[0].textContent.toLowerCase().includes(text));
      if (!row.hidden) count += 1;
    }
    shown.textContent = count + ' of ' + rows.length + ' shown';
    for (const choice of choices) choice.setAttribute('aria-pressed', String(choice === chosen));
  };
  for (const choice of choices) choice.addEventListener('click', () => { chosen = choice; show(); });
  search.addEventListener('input', show);
  const bar = make('div', { className: 'filter' });
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Filter users');
  bar.append(...choices, search, shown);
  table.parentNode.before(bar);
  show();
}
`;
