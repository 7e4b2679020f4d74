import { binsOf } from '../../../audit/formats/histogram-bins';
import { renderHtml } from '../../../audit/formats/html';
import { STYLE } from '../../../audit/formats/html-style';
import { summarize } from '../../../audit/formats/summary';
import type { Standing } from '../../../audit/report/result';
import { parameters } from '../../rule/facts';
import { answer, answers, auditedUser, HOSTILE, threeAccounts } from './sample';

describe('The page', () => {
  const page = renderHtml(answer());
  const several = renderHtml(answers(threeAccounts(), { stopped: true }));

  it('names every user, and escapes all input', () => {
    for (const name of ['dave', 'a+b=c,d.e@f-g_h', 'soon', 'kept', 'no-password']) expect(page).toContain(name);
    expect(page).not.toContain(HOSTILE);
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;&lt;/style&gt;');
    expect(page).toContain('in <bdi>/&lt;b&gt;/</bdi>');
  });

  it('asks the network for nothing, and allows only its own script', () => {
    expect(page).not.toMatch(/(src|href)=|url\(|@import/);
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/]+='; script-src 'sha256-[\w+/]+=';/,
    );
  });

  it('has real tables, a text for each chart, a language and a title', () => {
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<title>Inactive IAM users of account 111122223333</title>');
    expect(several).toContain('<title>Inactive IAM users of 3 accounts</title>');
    expect(several.match(/<table/g)?.length).toBe(several.match(/<caption/g)?.length);
    expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby="histogram-title histogram-text"/);
    expect(page).toContain('<th scope="col">Verdict</th>');
    expect(page).toContain('<th scope="row" data-key="dave">dave</th>');
  });

  it('marks the threshold', () => {
    expect(page).toContain('threshold: 90 days');
  });

  it.each<[number, Standing]>([
    [1, 'inactive'],
    [91, 'inactive'],
    [3650, 'compliant'],
  ])('counts the users of each bin by their verdict, at a threshold of %i days', (maxIdleDays, standing) => {
    const users = [auditedUser({ name: 'one', standing }), auditedUser({ name: 'two', standing: 'exempt' })];

    const bins = binsOf(summarize(answer({ users, parameters: parameters({ maxIdleDays }) })));

    const last = bins.filter(({ total }) => total > 0);
    expect(last).toMatchObject([{ counts: { [standing]: 1, exempt: 1 }, total: 2 }]);
    expect(bins.filter(({ from }) => from === maxIdleDays)).toHaveLength(1);
  });

  it('has no style attribute and no handler, which its policy would not obey', () => {
    expect(page).not.toMatch(/<[^>]* (style|on\w+)=/);
  });

  it('says how old the report is, and what a saved one cannot know', () => {
    const source = { kind: 'credential report', file: HOSTILE } as const;

    const saved = renderHtml(answer({ source, reportMade: undefined }));

    expect(page).toContain('was made 2 h ago (2026-11-24 06:00Z)');
    expect(saved).toContain('The age of the credential report is unknown');
    expect(saved).toContain('It cannot know everything.');
    expect(saved).not.toContain(HOSTILE);
  });

  it('is complete for an account without users', () => {
    const empty = renderHtml(answer({ users: [], whatIf: [] }));

    expect(empty).toContain('0 inactive IAM users');
    expect(empty).toContain('No user is inactive, upcoming or exempt.');
    expect(empty).not.toContain('class="what-if"');
  });

  it('names what is missing: the accounts that could not be read, and those not reached', () => {
    expect(several).toContain('<h1>3 inactive IAM users in 2 accounts</h1>');
    expect(several).toContain('<p>Stopped before the end: accounts are missing here.</p>');
    expect(several).toMatch(/<li><strong>✗ sandbox 333333333333<\/strong> AccessDenied: [^<]* Deploy the role/);
  });

  it('shows what differs between users: account, path, activity, password, MFA, owner', () => {
    expect(several).toContain(
      '<tr data-standing="inactive" data-account="1"><th scope="row" data-key="erin">erin</th><td data-title="Account">dev</td>',
    );
    expect(several).toContain('<td data-title="MFA">yes</td><td data-title="Owner">erin@example.com</td>');
    expect(several).toContain('2025-10-20 <span class="more">400 days ago</span>');
    expect(page).not.toContain('data-title="Account"');
    expect(page).not.toContain('data-title="Owner"');
    expect(page.match(/for more than 90 days/g)).toHaveLength(1);
  });

  it('says what is out of scope, and which marks are only numbers of days', () => {
    expect(several).toContain('Not in scope: 4 users with access keys and an unused password');
    expect(several).toContain('CIS and IAM.8 are named for their numbers of days.');
  });

  it('folds the compliant users, and does not print them', () => {
    expect(several).toContain(
      '<details class="compliant" data-account="0"><summary>1 compliant user of prod 111122223333',
    );
    expect(several).toContain('<p class="print-only">1 compliant user not printed.</p>');
  });
});

describe('The page’s colours', () => {
  const [, light = '', dark = ''] = /:root \{(.*?)\}.*?:root \{(.*?)\}/s.exec(STYLE) ?? [];
  const colour = (palette: string, name: string) =>
    new RegExp(`--${name}: #(\\w+);`).exec(palette)?.[1]?.replace(/^(\w)(\w)(\w)$/, '$1$1$2$2$3$3') ?? '';

  /** WCAG 2.2, "relative luminance" and "contrast ratio". */
  function luminance(hex: string): number {
    const [red = 0, green = 0, blue = 0] = (hex.match(/../g) ?? []).map((part) => {
      const share = Number.parseInt(part, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one: string, other: string): number {
    const [lower = 0, higher = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
    return (higher + 0.05) / (lower + 0.05);
  }

  describe.each([
    ['light', light],
    ['dark', dark],
  ])('%s', (_name, palette) => {
    it.each([
      ['bar', 'paper', 3],
      ['accent', 'bar', 3],
      ['accent', 'paper', 4.5],
      ['accent', 'tint', 4.5],
      ['soft', 'paper', 4.5],
      ['soft', 'card', 4.5],
      ['soft', 'tint', 4.5],
      ['ink', 'card', 4.5],
      ['ink', 'tint', 4.5],
    ])('%s on %s has a contrast of at least %d', (one, other, least) => {
      expect(contrast(colour(palette, one), colour(palette, other))).toBeGreaterThanOrEqual(least);
    });
  });
});
