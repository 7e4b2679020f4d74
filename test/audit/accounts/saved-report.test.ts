import { Readable } from 'node:stream';
import { readSavedReport } from '../../../audit/accounts/saved-report';
import type { AccountAudit } from '../../../audit/report/result';
import { parameters } from '../../rule/facts';
import { question } from '../question';
import { HEADER, reportCsv, reportRow } from '../report-csv';

const QUESTION = question({ parameters: parameters({ exemptUsers: ['break-glass/*'] }) });

async function accountsOf(csv: string, asked = QUESTION): Promise<readonly AccountAudit[]> {
  return (await readSavedReport(Readable.from([csv]), 'report.csv', asked)).accounts;
}

async function standingsOf(csv: string): Promise<string[]> {
  const accounts = await accountsOf(csv);
  return accounts.flatMap(({ users }) => users.map(({ name, standing }) => `${name} ${standing}`));
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

  it('counts each account of a merged report for itself, in the order of their first rows', async () => {
    const of = (account: string) => ({ arn: `arn:aws:iam::${account}:user/dave` });
    const rows = [reportRow(of('444455556666')), reportRow(of('111122223333')), reportRow({ user: 'erin' })];

    const accounts = await accountsOf([HEADER, ...rows].join('\n'));

    expect(accounts.map(({ accountId, counts }) => [accountId, counts.inactive])).toEqual([
      ['444455556666', 1],
      ['111122223333', 2],
    ]);
  });

  it('loses no user if two partitions have an account of the same id', async () => {
    const china = { user: 'erin', arn: 'arn:aws-cn:iam::111122223333:user/erin' };

    const accounts = await accountsOf([HEADER, reportRow(), reportRow(china)].join('\n'));

    expect(accounts.map(({ accountId, counts }) => [accountId, counts.inactive])).toEqual([
      ['111122223333', 1],
      ['111122223333', 1],
    ]);
  });

  it('shows when the password was set, whether there is an MFA device, and idle passwords of users with keys', async () => {
    const key = { access_key_1_active: 'true', access_key_1_last_rotated: '2020-01-01T00:00:00+00:00' };
    const rows = [reportRow({ mfa_active: 'true' }), reportRow({ user: 'erin', ...key })];

    const [account] = await accountsOf(reportCsv(...rows));

    expect(account?.users[0]).toMatchObject({ name: 'dave', mfa: true, passwordSet: new Date('2014-09-27T10:54:00Z') });
    expect(account?.withKeys).toEqual({ users: 1, active: 1, oldest: new Date('2015-02-15T12:08:33Z') });
    expect(account?.basis).toEqual({ kind: 'options' });
  });

  it('says that it has no tags if an owner is asked for', async () => {
    const [account] = await accountsOf(reportCsv(reportRow()), { ...QUESTION, ownerTag: 'owner' });

    expect(account?.caveats).toContain('Without tags, --owner-tag shows no owner.');
  });
});
