import { readSavedReport } from '../../../audit/accounts/saved-report';
import { parameters } from '../../rule/facts';
import { question } from '../question';
import { reportCsv, reportRow } from '../report-csv';

const QUESTION = question({ parameters: parameters({ exemptUsers: ['break-glass/*'] }) });

function standingsOf(csv: string): string[] {
  return readSavedReport(csv, QUESTION).flatMap(({ users }) =>
    users.map(({ name, standing }) => `${name} ${standing}`),
  );
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
    ['another partition', { arn: 'arn:aws-us-gov:iam::111122223333:user/dave' }, 'dave inactive'],
  ])('judges %s', (_name, row, expected) => {
    expect(standingsOf(reportCsv(reportRow(row)))).toEqual([expected]);
  });

  it('reads odd names, a byte-order mark, CRLF and quoted fields', () => {
    const csv = `\ufeff${reportCsv(reportRow({ user: 'a+b=c,d.e@f-g_h' })).replaceAll('\n', '\r\n')}`;

    expect(standingsOf(csv)).toEqual(['a+b=c,d.e@f-g_h inactive']);
  });

  it('counts each account of a merged report for itself, in the order of their first rows', () => {
    const of = (account: string) => ({ arn: `arn:aws:iam::${account}:user/dave` });
    const rows = [reportRow(of('444455556666')), reportRow(of('111122223333')), reportRow({ user: 'erin' })];

    const accounts = readSavedReport(reportCsv(...rows), QUESTION);

    expect(accounts.map(({ accountId, counts }) => [accountId, counts.inactive])).toEqual([
      ['444455556666', 1],
      ['111122223333', 2],
    ]);
  });

  it.each<[string, string, string]>([
    ['an empty file', '', 'line 1: there is no column user'],
    ['another CSV', 'name,size\na,1\n', 'line 1: there is no column user'],
    ['no CSV at all', '%PDF-1.7 "', 'not a credential report: line 1'],
    ['a header alone', reportCsv().split('\n')[0] ?? '', 'line 2: there is no user'],
    [
      'a truncated last line',
      reportCsv(reportRow(), reportRow({ user: 'erin' })).slice(0, -40),
      'not a credential report: line 4: ',
    ],
    [
      'a wrong date',
      reportCsv(reportRow({ password_last_used: 'last week' })),
      'line 3: password_last_used must be a time with its zone, N/A or no_information, got "last week"',
    ],
    [
      'a time without its zone',
      reportCsv(reportRow({ password_last_used: '2026-08-27T19:00:00' })),
      'line 3: password_last_used must be a time with its zone, N/A or no_information, got "2026-08-27T19:00:00"',
    ],
    [
      'a wrong flag',
      reportCsv(reportRow({ access_key_1_active: 'maybe' })),
      'line 3: access_key_1_active must be true or false, got "maybe"',
    ],
    [
      'an ARN of something else',
      reportCsv(reportRow({ arn: 'arn:aws:iam::111122223333:role/x' })),
      "line 3: arn must be an IAM user's ARN",
    ],
    ['one user twice', reportCsv(reportRow(), reportRow()), 'line 4: user must be another user'],
    [
      'another name than the ARN’s',
      reportCsv(reportRow({ arn: 'arn:aws:iam::111122223333:user/erin' })),
      'line 3: user must be the name of the ARN, erin, got "dave"',
    ],
  ])('refuses %s, naming line and column', (_name, csv, message) => {
    expect(() => readSavedReport(csv, QUESTION)).toThrow(message);
  });

  it('shows when the password was set, whether there is an MFA device, and idle passwords of users with keys', () => {
    const key = { access_key_1_active: 'true', access_key_1_last_rotated: '2020-01-01T00:00:00+00:00' };
    const rows = [reportRow({ mfa_active: 'true' }), reportRow({ user: 'erin', ...key })];

    const [account] = readSavedReport(reportCsv(...rows), QUESTION);

    expect(account?.users[0]).toMatchObject({ name: 'dave', mfa: true, passwordSet: new Date('2014-09-27T10:54:00Z') });
    expect(account?.withKeys).toEqual({ users: 1, active: 1, oldest: new Date('2015-02-15T12:08:33Z') });
    expect(account?.basis).toEqual({ kind: 'options' });
  });

  it('says that it has no tags if an owner is asked for', () => {
    const [account] = readSavedReport(reportCsv(reportRow()), { ...QUESTION, ownerTag: 'owner' });

    expect(account?.caveats).toContain('Without tags, --owner-tag shows no owner.');
  });

  it('reads a report of 100 MB in seconds', () => {
    const rows = Array.from({ length: 500_000 }, (_, index) => reportRow({ user: `user-${index}-${'x'.repeat(40)}` }));
    const csv = `${reportCsv()}${rows.join('\n')}`;
    expect(csv.length).toBeGreaterThan(100_000_000);

    expect(standingsOf(csv)).toHaveLength(500_000);
  }, 60_000);
});
