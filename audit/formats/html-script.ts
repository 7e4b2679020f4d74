/**
 * The page's script: headings that sort the tables, and a filter of the users. The script makes both itself, so a page
 * that runs no scripts has no dead buttons.
 */
export const SCRIPT = `
'use strict';
const make = (name, properties) => Object.assign(document.createElement(name), properties);
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = make('button', { type: 'button', textContent: heading.textContent });
    heading.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = heading.getAttribute('aria-sort') === 'ascending';
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const keyed = [...body.rows].map((row) => [key(row), row]);
      // Rows without a value come last in both directions.
      const last = (one, other) => (one === '') - (other === '');
      keyed.sort(([one], [other]) => last(one, other) || collator.compare(one, other) * (down ? -1 : 1));
      body.replaceChildren(...keyed.map(([, row]) => row));
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    });
  });
}

// On a narrow screen, the histogram's middle says more than its beginning.
for (const drawing of document.querySelectorAll('figure .scroll')) {
  drawing.scrollLeft = (drawing.scrollWidth - drawing.clientWidth) / 2;
}

const folds = [...document.querySelectorAll('details.compliant')];
const section = document.getElementById('users').parentNode;
const rows = [...section.querySelectorAll('tbody tr')].map((row) => {
  const fold = row.closest('details');
  return { row, fold, text: row.textContent.toLowerCase(), ...row.dataset, ...(fold && { standing: 'compliant', account: fold.dataset.account }) };
});
if (rows.length > 0) {
  const search = make('input', { type: 'search', placeholder: 'Name, path, …', autocomplete: 'off', spellcheck: false });
  search.setAttribute('aria-label', 'Show users whose row contains');
  const choices = ['all', 'inactive', 'upcoming', 'exempt', 'compliant'].map((standing) =>
    make('button', { type: 'button', textContent: standing }));
  const account = make('select');
  account.setAttribute('aria-label', 'Account');
  account.append(new Option('all accounts', ''));
  for (const row of document.querySelectorAll('table.accounts tr[data-account]')) {
    account.append(new Option(row.cells[0].textContent, row.dataset.account));
  }
  const shown = make('output');
  let chosen = choices[0];
  const show = () => {
    const text = search.value.trim().toLowerCase();
    const counts = new Map(folds.map((fold) => [fold, 0]));
    let count = 0;
    for (const one of rows) {
      const isShown = (chosen === choices[0] || one.standing === chosen.textContent) &&
        (account.value === '' || one.account === account.value) && one.text.includes(text);
      if (one.row.hidden === isShown) one.row.hidden = !isShown;
      if (isShown) count += 1;
      if (isShown && one.fold) counts.set(one.fold, counts.get(one.fold) + 1);
    }
    for (const [fold, found] of counts) {
      fold.hidden = found === 0;
      if (text !== '' && found <= 100) fold.open = true;
      fold.querySelector('output').textContent = '(' + found + ' shown)';
    }
    shown.textContent = count + ' of ' + rows.length + ' users';
    for (const choice of choices) choice.setAttribute('aria-pressed', String(choice === chosen));
  };
  for (const choice of choices) choice.addEventListener('click', () => { chosen = choice; show(); });
  search.addEventListener('input', show);
  account.addEventListener('change', show);
  const bar = make('div', { className: 'filter' });
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Filter users');
  bar.append(...choices, ...(account.length > 2 ? [account] : []), search, shown);
  document.getElementById('users').after(bar);
  show();
}
`;
