import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { renderHtml } from '../../../audit/formats/html';
import { auditResult } from './sample';

/** Where a Chromium is installed, if one is. */
const chromium = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((file) => existsSync(file));

const inABrowser = chromium === undefined ? it.skip : it;
const note = chromium === undefined ? ' (skipped: no Chromium on this machine)' : '';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-page-'));
  writeFileSync(join(folder, 'page.html'), renderHtml(auditResult()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function browse(...options: string[]): string {
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
  return execFileSync(chromium ?? '', [...all, `file://${join(folder, 'page.html')}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30_000,
  });
}

describe('The page in a browser', () => {
  inABrowser(
    `runs its own script alone, and shows hostile texts as texts${note}`,
    () => {
      const dom = browse('--dump-dom');

      // The script has made the headings of the users' table pressable: the policy let it run.
      expect(dom).toContain('<button type="button">User</button>');
      expect(dom).toContain('a+b=c,d.e@f-g_h');
      expect(dom).toContain('&lt;script&gt;alert("1")&lt;/script&gt;');
      expect(dom.match(/<script/g)).toHaveLength(1);
    },
    40_000,
  );

  inABrowser(
    `can be pictured${note}`,
    () => {
      const picture = join(folder, 'page.png');

      browse(`--screenshot=${picture}`, '--window-size=1200,1600');

      expect(statSync(picture).size).toBeGreaterThan(20_000);
    },
    40_000,
  );
});
