import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { renderHtml } from '../../../audit/formats/html';
import { answer } from './sample';

/** Where a Chromium is installed, if one is. */
const chromium = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((file) => existsSync(file));

const inABrowser = chromium === undefined ? it.skip : it;
const note = chromium === undefined ? ' (skipped: no Chromium on this machine)' : '';

// Jest names no test of a file that it skips as a whole.
if (chromium === undefined) console.info('The page in a browser: skipped: no Chromium on this machine');

const PAGE = renderHtml(answer());

/** The page with a script that uses it, and without the policy that would not obey such a script. */
function usedBy(script: string): string {
  return `${PAGE.replace(/<meta http-equiv[^>]*>/, '')}<script>${script}</script>`;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-page-'));
  writeFileSync(join(folder, 'page.html'), PAGE);
});
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
    timeout: 30_000,
  });
}

describe('The page in a browser', () => {
  inABrowser(
    `runs its own script alone, and shows hostile texts as texts${note}`,
    () => {
      const dom = browse('page.html', '--dump-dom');

      // The script has made the headings of the users' table pressable: the policy let it run.
      expect(dom).toContain('<button type="button">User</button>');
      expect(dom).toContain('a+b=c,d.e@f-g_h');
      expect(dom).toContain('&lt;script&gt;alert("1")&lt;/script&gt;');
      expect(dom.match(/<script/g)).toHaveLength(1);
    },
    40_000,
  );

  describe.each<[string, string, string[]]>([
    ['sorts by a heading', 'headings[0].click();', ['a+b=c,d.e@f-g_h', 'dave', 'kept', 'no-password', 'soon']],
    [
      'turns the order round at the second press',
      'headings[0].click(); headings[0].click();',
      ['soon', 'no-password', 'kept', 'dave', 'a+b=c,d.e@f-g_h'],
    ],
    [
      'leaves those without a date last',
      'headings[2].click(); headings[2].click();',
      ['soon', 'dave', 'a+b=c,d.e@f-g_h', 'kept', 'no-password'],
    ],
    ['shows one standing', 'choices[2].click();', ['soon']],
    [
      'shows the names and paths that hold a text',
      'search.value = "<B>"; search.dispatchEvent(new Event("input"));',
      ['a+b=c,d.e@f-g_h'],
    ],
  ])('that is used', (name, use, names) => {
    inABrowser(
      `${name}${note}`,
      () => {
        const script = `
          const headings = document.querySelectorAll('table.users thead button');
          const choices = document.querySelectorAll('.filter button');
          const search = document.querySelector('.filter input');
          ${use}
          const shown = [...document.querySelectorAll('table.users tbody tr')].filter((row) => !row.hidden);
          document.title = JSON.stringify(shown.map((row) => row.cells[0].dataset.key));`;
        writeFileSync(join(folder, 'used.html'), usedBy(script));

        const [, title = ''] = /<title>(.*?)<\/title>/.exec(browse('used.html', '--dump-dom')) ?? [];

        expect(JSON.parse(title)).toEqual(names);
      },
      40_000,
    );
  });

  inABrowser(
    `can be pictured${note}`,
    () => {
      const picture = join(folder, 'page.png');

      browse('page.html', `--screenshot=${picture}`, '--window-size=1200,1600');

      expect(statSync(picture).size).toBeGreaterThan(20_000);
    },
    40_000,
  );
});
