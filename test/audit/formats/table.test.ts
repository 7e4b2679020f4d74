import { renderTable } from '../../../audit/formats/table';
import { ago } from '../../rule/facts';
import { auditedUser, auditResult } from './sample';

const PLAIN = { color: false, width: 80 };

describe('The table', () => {
  it('shows the sections in order, with dates, counts and the what-if', () => {
    const text = renderTable(auditResult(), PLAIN);

    const places = [
      'Inactive IAM users: 2 of 5',
      'was made 2026-11-24 06:00Z, 2 h before',
      'Inactive: 2',
      'dave                sign-in 2015-02-15, 4299 days ago password is removed',
      'Upcoming, within 14 days: 1',
      '2026-11-29, in 5 days',
      'Exempt: 1',
      'The others',
      'no password         1',
      'What if the threshold were another?',
      '45 days',
      'CIS AWS Foundations',
      '   90 days  █',
      'Security Hub IAM.8, this audit',
      'It cannot know everything.',
    ].map((sought) => text.indexOf(sought));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('says nobody where there is nobody', () => {
    const text = renderTable(auditResult({ users: [] }), PLAIN);

    expect(text.match(/nobody/g)).toHaveLength(4);
  });

  it('has no line longer than the width, whatever the names', () => {
    const users = [auditedUser({ name: 'n'.repeat(64), path: `/${'p'.repeat(400)}/`, reason: 'r'.repeat(300) })];

    for (const width of [80, 120]) {
      const lines = renderTable(auditResult({ users, caveats: ['c'.repeat(200)] }), { color: false, width }).split(
        '\n',
      );
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    }
  });

  it('passes no control character on to the terminal', () => {
    const users = [auditedUser({ standing: 'exempt', reason: 'exempt by its tag \u001b[31mred\u0007' })];

    expect(renderTable(auditResult({ users }), PLAIN)).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('colours headings only where asked', () => {
    expect(renderTable(auditResult(), PLAIN)).not.toContain('\u001b[');
    expect(renderTable(auditResult(), { ...PLAIN, color: true })).toContain('\u001b[1m');
  });

  it('lists 200 users of a section and says how many there are more', () => {
    const users = Array.from({ length: 250 }, (_, index) => auditedUser({ name: `user-${index}` }));

    const text = renderTable(auditResult({ users }), PLAIN);

    expect(text).toContain('user-199');
    expect(text).not.toContain('user-200');
    expect(text).toContain('and 50 more: use --format csv');
  });

  it.each([
    [undefined, 'The age of the credential report is not known'],
    [ago({ days: 3 }), 'is as old as its file, last changed 2026-11-21 08:00Z, 3 days before'],
  ])('says how old a saved report is (%s)', (reportMade, words) => {
    const source = { kind: 'credential report', file: 'r.csv' } as const;

    const text = renderTable(auditResult({ source, reportMade }), PLAIN).replaceAll(/\s+/g, ' ');

    expect(text).toContain(words);
  });
});
