import { stripVTControlCharacters } from 'node:util';
import { renderTable } from '../../../audit/formats/table';
import { ago } from '../../rule/facts';
import { account, answer, answers, auditedUser, written } from './sample';

const PLAIN = { color: false, width: 80 };

describe('The table on a terminal', () => {
  it('has no line longer than the width, whatever the names', () => {
    const users = [auditedUser({ name: 'n'.repeat(64), path: `/${'p'.repeat(400)}/`, reason: 'r'.repeat(300) })];

    for (const width of [60, 80, 120]) {
      const lines = renderTable(answer({ users, caveats: ['c'.repeat(200)] }), { color: false, width }).split('\n');
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    }
  });

  it('shows all of a name, a reason or a caveat, whatever the width', () => {
    const key = '鍵'.repeat(64);
    const reason = `exempt by its tag ${key}`;
    const users = [auditedUser({ name: 'n'.repeat(64), standing: 'exempt', reason })];

    const text = renderTable(answer({ users, caveats: [`${'c'.repeat(200)}.`] }), PLAIN);

    expect(text).not.toContain('…');
    expect(text.match(/鍵/g)).toHaveLength(64);
    expect(text.match(/n+(?=  | *\n)/g)?.join('')).toContain('n'.repeat(64));
    expect(text.match(/c{3,}/g)?.join('')).toHaveLength(200);
  });

  it('counts two columns for a wide character', () => {
    const users = [auditedUser({ standing: 'exempt', reason: `exempt by its tag ${'鍵'.repeat(100)}` })];

    const lines = renderTable(answer({ users }), PLAIN).split('\n');

    const columns = (line: string) => line.length + (line.match(/鍵/g)?.length ?? 0);
    expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(80);
  });

  it('scales the bars of the what-if to the largest, and keeps its marks within the width', () => {
    const marks = ['CIS AWS Foundations', 'this audit'];
    const whatIf = [
      { days: 30, inactive: 4999, marks: [] },
      { days: 45, inactive: 2500, marks },
      { days: 365, inactive: 1, marks: [] },
      { days: 3650, inactive: 0, marks: [] },
    ];

    const lines = renderTable(answer({ whatIf }), { color: false, width: 60 }).split('\n');

    const bars = whatIf.map(({ days }) => lines.find((line) => line.includes(` ${days} days  `)) ?? '');
    const sizes = bars.map((line) => line.match(/█/g)?.length ?? 0);
    expect([sizes[1], sizes[2], sizes[3]]).toEqual([Math.round((sizes[0] ?? 0) / 2), 1, 0]);
    expect(Math.max(...bars.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(bars[1]).toContain('2500  CIS AWS Foundations, this audit');
  });

  it('passes no control character on to the terminal', () => {
    const users = [auditedUser({ standing: 'exempt', reason: 'exempt by its tag \u001b[31mred\u0007' })];

    expect(renderTable(answer({ users }), PLAIN)).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('passes on no line end, and nothing that turns the direction of writing, out of a text', () => {
    const users = [auditedUser({ standing: 'exempt', reason: 'exempt by its tag a\u2028b\u202ec\nd' })];

    expect(renderTable(answer({ users }), PLAIN)).toContain('tag a?b?c?d');
  });

  it('is the same text with or without colours', () => {
    const coloured = renderTable(answer(), { ...PLAIN, color: true });

    expect(renderTable(answer(), PLAIN)).not.toContain('\u001b[');
    expect(coloured).toContain('\u001b[1m');
    expect(stripVTControlCharacters(coloured)).toBe(renderTable(answer(), PLAIN));
  });

  it('is the same if it keeps only the users that it shows', () => {
    const accounts = Array.from({ length: 30 }, (_, index) => {
      const next = index % 2 === 0 ? 'held: 60 inactive, maxRemovals is 10' : 'password would be deleted';
      const users = Array.from({ length: 60 }, (_user, number) =>
        auditedUser({
          name: `user-${number}`,
          lastActivity: { kind: 'sign-in', date: ago({ days: index * 50 + number }) },
          next,
        }),
      );
      return account({ accountId: String(100_000_000_000 + index), users });
    });

    expect(written('table', answers(accounts)).stdout).toBe(renderTable(answers(accounts), PLAIN));
  });

  it('lists 200 users of a section and says how many there are more', () => {
    const users = Array.from({ length: 250 }, (_, index) =>
      auditedUser({ name: `user-${String(index).padStart(3, '0')}` }),
    );

    const text = renderTable(answer({ users }), PLAIN);

    expect(text).toContain('user-199');
    expect(text).not.toContain('user-200');
    expect(text).toContain('and 50 more (use --format csv)');
  });
});
