import { parse } from 'csv-parse/sync';
import { renderCsv } from '../../../audit/formats/csv';
import { binsOf } from '../../../audit/formats/histogram-bins';
import { renderHtml } from '../../../audit/formats/html';
import { renderJson } from '../../../audit/formats/json';
import type { Standing } from '../../../audit/report/result';
import { parameters } from '../../rule/facts';
import { auditedUser, answer, HOSTILE } from './sample';

describe('The JSON', () => {
  it('is one document of the documented shape', () => {
    const document: unknown = JSON.parse(renderJson(answer()));

    expect(document).toMatchObject({
      version: 1,
      accountId: '111122223333',
      source: { kind: 'account', region: 'us-east-1' },
      now: '2026-11-24T08:00:00.000Z',
      reportMade: '2026-11-24T06:00:00.000Z',
      parameters: { maxIdleDays: 90 },
      whatIf: [{ days: 45, inactive: 4 }, { days: 90 }],
      caveats: ['It cannot know everything.'],
    });
    expect(document).toHaveProperty('users.0', {
      name: 'dave',
      path: '/',
      arn: 'arn:aws:iam::111122223333:user/dave',
      id: 'AIDADAVE000000000001',
      verdict: 'inactive',
      reason: 'inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
      reasonKind: 'inactive',
      lastActivity: { kind: 'sign-in', date: '2015-02-15T12:08:33.000Z' },
      inactiveFrom: '2015-05-16T12:08:33.000Z',
      next: 'password is removed',
    });
    expect(document).toHaveProperty('users.4.lastActivity', null);
  });
});

describe('The CSV', () => {
  function rows(users = answer().users): string[][] {
    return parse(renderCsv(answer({ users })), { bom: true });
  }

  it('holds every user, with the columns named', () => {
    const [header, dave, odd, ...others] = rows();

    expect(header).toEqual([
      'account',
      'user',
      'path',
      'verdict',
      'reason',
      'date',
      'date_kind',
      'inactive_from',
      'next',
      'report_made',
    ]);
    expect(dave?.slice(0, 4)).toEqual(['111122223333', 'dave', '/', 'inactive']);
    expect(dave?.slice(5, 9)).toEqual([
      '2015-02-15T12:08:33.000Z',
      'sign-in',
      '2015-05-16T12:08:33.000Z',
      'password is removed',
    ]);
    expect(dave?.[9]).toBe('2026-11-24T06:00:00.000Z');
    expect(odd?.[1]).toBe('a+b=c,d.e@f-g_h');
    expect(others).toHaveLength(3);
  });

  it('begins with a byte-order mark and ends its lines with CRLF', () => {
    expect(renderCsv(answer())).toMatch(/^\ufeffaccount,[^\n]*\r\n/);
  });

  it.each(['=cmd', '+x', '-x', '@x'])('does not let a spreadsheet take the user %s for a formula', (name) => {
    expect(rows([auditedUser({ name })])[1]?.[1]).toBe(`'${name}`);
  });
});

describe('The page', () => {
  const page = renderHtml(answer());

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
    expect(page.match(/<table/g)?.length).toBe(page.match(/<caption/g)?.length);
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

    const bins = binsOf(answer({ users, parameters: parameters({ maxIdleDays }) }));

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
    expect(empty).toContain('The account has no users.');
  });
});
