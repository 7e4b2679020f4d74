import { Readable } from 'node:stream';
import { judgeUsers } from '../../../audit/report/judge';
import { readSavedReport } from '../../../audit/report/saved-report';
import { decide } from '../../../rule/decision/decide';
import { NOW, parameters } from '../../rule/facts';
import { reportCsv, reportRow } from '../report-csv';

async function standingsOf(csv: string): Promise<string[]> {
  const asked = parameters({ exemptUsers: ['break-glass/*'] });
  const report = await readSavedReport(Readable.from([csv]), { name: 'report.csv', now: NOW });
  const users = report.users.map((facts) => ({ facts, verdict: decide(facts, asked, NOW) }));
  return judgeUsers(users, asked, NOW).map(({ name, standing }) => `${name} ${standing}`);
}

describe('An audit of a saved credential report', () => {
  it.each<[string, Parameters<typeof reportRow>[0], string]>([
    ['an idle password', {}, 'dave inactive'],
    ['no password', { password_enabled: 'FALSE', password_last_changed: 'N/A' }, 'dave compliant'],
    [
      'an active key',
      { access_key_1_active: 'true', access_key_1_last_rotated: '2020-01-01T00:00:00+00:00' },
      'dave compliant',
    ],
    [
      'an inactive second key, which keeps its date',
      { access_key_2_last_rotated: '2020-01-01T00:00:00+00:00' },
      'dave compliant',
    ],
    ['a recent sign-in', { password_last_used: '2026-11-20T00:00:00+00:00' }, 'dave compliant'],
    ['a reset', { password_last_changed: '2026-11-20T00:00:00+00:00' }, 'dave compliant'],
    ['no sign-in at all', { password_last_used: 'no_information' }, 'dave inactive'],
    ['a place on the exemption list', { arn: 'arn:aws:iam::111122223333:user/break-glass/dave' }, 'dave exempt'],
  ])('judges %s', async (_name, row, expected) => {
    expect(await standingsOf(reportCsv(reportRow(row)))).toEqual([expected]);
  });

  it('is refused if it has several accounts', async () => {
    const erin = reportRow({ user: 'erin', arn: 'arn:aws:iam::444455556666:user/erin' });

    await expect(standingsOf(reportCsv(reportRow(), erin))).rejects.toThrow(
      'report.csv has several accounts, 111122223333 and 444455556666',
    );
  });
});
