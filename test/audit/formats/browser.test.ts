import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { renderHtml } from '../../../audit/formats/html';
import { account, answer, answers, auditedUser, threeAccounts, unread } from './sample';

/** Where a Chromium is installed, if one is. */
const chromium = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((file) => existsSync(file));

const inABrowser = chromium === undefined ? it.skip : it;
const note = chromium === undefined ? ' (skipped: no Chromium on this machine)' : '';

// Jest names no test of a file that it skips as a whole.
if (chromium === undefined) console.info('The page in a browser: skipped: no Chromium on this machine');

const ONE = renderHtml(answer());
const SEVERAL = renderHtml(answers(threeAccounts()));

/** The longest texts that AWS allows, and more compliant users than anybody wants on paper. */
const longUser = auditedUser({ name: 'n'.repeat(64), path: `/${'p'.repeat(510)}/`, owner: 'o'.repeat(256), mfa: true });
const compliant = Array.from({ length: 300 }, () => ({ ...longUser, standing: 'compliant' as const }));
const LONG = renderHtml(
  answers([account({ name: 'a'.repeat(50), users: [longUser, ...compliant] }), unread({ reason: 'r'.repeat(300) })]),
);

/** What a user does, as the body of a function of the page's `document`, and the answer that it returns. */
const USES: readonly (readonly [name: string, page: string, width: number, use: string, answer: unknown])[] = [
  [
    'runs its own script, although its policy allows no other',
    ONE,
    1280,
    'return headings.map((heading) => heading.textContent).slice(0, 2);',
    ['User', 'Verdict'],
  ],
  [
    'shows hostile texts as texts',
    ONE,
    1280,
    "return [document.querySelectorAll('script').length, rows[3].textContent.includes('<script>alert')];",
    [1, true],
  ],
  [
    'sorts by a heading',
    ONE,
    1280,
    'headings[0].click(); return shown();',
    ['a+b=c,d.e@f-g_h', 'dave', 'kept', 'soon'],
  ],
  [
    'turns the order round at the second press',
    ONE,
    1280,
    'headings[0].click(); headings[0].click(); return shown();',
    ['soon', 'kept', 'dave', 'a+b=c,d.e@f-g_h'],
  ],
  [
    'leaves users without a value last',
    SEVERAL,
    1280,
    'headings[6].click(); headings[6].click(); return shown()[0];',
    'erin',
  ],
  ['shows one standing', ONE, 1280, 'choices[2].click(); return shown();', ['soon']],
  [
    'shows the users whose row holds a text',
    ONE,
    1280,
    "search.value = '<B>'; search.dispatchEvent(new Event('input')); return shown();",
    ['a+b=c,d.e@f-g_h'],
  ],
  [
    'shows one account',
    SEVERAL,
    1280,
    "account.value = account.options[2].value; account.dispatchEvent(new Event('change')); return [account.options[2].text, ...shown()];",
    ['dev 222222222222', 'erin'],
  ],
  [
    'unfolds the compliant users whose row holds a text',
    SEVERAL,
    1280,
    "search.value = 'NO-P'; search.dispatchEvent(new Event('input')); return [fold.open, fold.textContent.includes('(1 shown)'), ...shown()];",
    [true, true],
  ],
  [
    'sorts the accounts, and leaves the unread one last',
    SEVERAL,
    1280,
    "document.querySelectorAll('table.accounts thead button')[2].click(); return [...document.querySelectorAll('table.accounts tbody th')].map((cell) => cell.dataset.key);",
    ['dev', 'prod', 'sandbox'],
  ],
  // The page never scrolls sideways, whatever its width.
  ...[320, 700, 1000, 1130, 1280].map(
    (width) =>
      [
        `fits into ${width} pixels`,
        LONG,
        width,
        'return document.documentElement.scrollWidth - document.documentElement.clientWidth;',
        0,
      ] as const,
  ),
];

/** Opens each page in a frame of its own, as wide as the test wants, so one start of the browser is enough. */
const DRIVER = `<!doctype html><title></title><script>
const pages = ${quoted([ONE, SEVERAL, LONG])};
const cases = ${quoted(USES.map(([, page, width, use]) => ({ page: [ONE, SEVERAL, LONG].indexOf(page), width, use })))};
const results = [];
document.currentScript.remove();
cases.forEach(({ page, width, use }, index) => {
  const frame = Object.assign(document.createElement('iframe'), { width, height: 800 });
  frame.style.border = 0;
  frame.addEventListener('load', () => {
    const { contentDocument: document } = frame;
    const all = (selector) => [...document.querySelectorAll(selector)];
    results[index] = new Function('document', 'headings', 'rows', 'choices', 'search', 'account', 'fold', 'shown', use)(
      document,
      all('table.users thead button'),
      all('table.users tbody tr'),
      all('.filter button'),
      document.querySelector('.filter input'),
      document.querySelector('.filter select'),
      document.querySelector('details.compliant'),
      () => all('table.users tbody tr').filter((row) => !row.hidden).map((row) => row.cells[0].dataset.key),
    );
    window.document.title = JSON.stringify(results);
    frame.removeAttribute('srcdoc');
  }, { once: true });
  frame.srcdoc = pages[page];
  document.documentElement.append(frame);
});
</script>`;

/** For a script. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

let folder: string;
let results: unknown[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-page-'));
  writeFileSync(join(folder, 'long.html'), LONG);
  writeFileSync(join(folder, 'driver.html'), DRIVER);
  if (chromium === undefined) return;
  const [, title = '[]'] = /<title>(.*?)<\/title>/.exec(browse('driver.html', '--dump-dom')) ?? [];
  results = JSON.parse(title.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function browse(page: string, ...options: string[]): string {
  const quiet = [
    'disable-gpu',
    'disable-quic',
    'no-first-run',
    'disable-background-networking',
    'disable-component-update',
    'disable-sync',
  ];
  const all = [
    '--headless',
    '--no-sandbox',
    ...quiet.map((option) => `--${option}`),
    `--user-data-dir=${join(folder, 'profile')}`,
    ...options,
  ];
  return execFileSync(chromium ?? '', [...all, `file://${join(folder, page)}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 50_000,
    maxBuffer: 16 * 1024 * 1024,
  });
}

describe('The page in a browser', () => {
  describe.each(USES.map(([name, , , , expected], index) => ({ name, expected, index })))(
    'that is used',
    ({ name, expected, index }) => {
      inABrowser(`${name}${note}`, () => {
        expect(results[index]).toEqual(expected);
      });
    },
  );

  inABrowser(
    `prints no compliant users${note}`,
    () => {
      const pdf = join(folder, 'page.pdf');

      browse('long.html', `--print-to-pdf=${pdf}`);

      const pages = readFileSync(pdf, 'latin1').match(/\/Type \/Page\b/g) ?? [];
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.length).toBeLessThan(6);
    },
    60_000,
  );
});
