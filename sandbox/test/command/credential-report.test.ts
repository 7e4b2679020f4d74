import { Readable } from 'node:stream';
import { loadCredentialReport } from '../../command/credential-report';
import { type Account, type IamUser, LocalAws } from '../../index';
import { HEADER, reportCsv, reportRow, rootRow } from '../../../test/audit/report-csv';
import { scenario } from './run-scenario';

const NOW = Date.parse('2026-11-24T08:00:00Z');

async function populationOf(csv: string) {
  return await loadCredentialReport('-', { stdin: Readable.from([csv]), folder: '.', now: NOW });
}

/** The account from a report, as the local IAM has it. */
async function load(csv: string): Promise<{ account: Account; users: readonly IamUser[] }> {
  const population = await populationOf(csv);
  const aws = await LocalAws.start({ now: NOW, account: population.account });
  try {
    population.load(aws, 90);
    return { account: aws.account, users: aws.iam.users() };
  } finally {
    await aws.close();
  }
}

describe('A credential report in the local AWS', () => {
  it('creates the users of its rows, without the root user', async () => {
    const { users, account } = await load(
      reportCsv(
        reportRow({ arn: 'arn:aws:iam::111122223333:user/emea/dave', mfa_active: 'true' }),
        reportRow({
          user: 'kim',
          password_enabled: 'false',
          password_last_used: 'N/A',
          password_last_changed: 'N/A',
          access_key_1_active: 'true',
          access_key_1_last_rotated: '2022-01-01T00:00:00+00:00',
          access_key_2_last_rotated: '2023-01-01T00:00:00+00:00',
        }),
        reportRow({ user: 'never', password_last_used: 'no_information' }),
      ),
    );

    expect(account).toEqual({ accountId: '111122223333', partition: 'aws', region: 'us-east-1' });
    expect(users).toMatchObject([
      {
        userName: 'dave',
        path: '/emea/',
        createDate: Date.parse('2014-09-27T10:53:55Z'),
        passwordLastUsed: Date.parse('2015-02-15T12:08:33Z'),
        loginProfile: {
          createDate: Date.parse('2014-09-27T10:54:00Z'),
          passwordLastChanged: Date.parse('2014-09-27T10:54:00Z'),
        },
        accessKeys: [],
        mfaActive: true,
      },
      {
        userName: 'kim',
        loginProfile: undefined,
        passwordLastUsed: undefined,
        accessKeys: [
          { status: 'Active', createDate: Date.parse('2022-01-01T00:00:00Z') },
          { status: 'Inactive', createDate: Date.parse('2023-01-01T00:00:00Z') },
        ],
      },
      { userName: 'never', passwordLastUsed: undefined },
    ]);
  });

  it("takes the user's creation as the date of a password or an active key without one", async () => {
    const { users } = await load(reportCsv(reportRow({ password_last_changed: 'N/A', access_key_2_active: 'true' })));

    const createDate = users[0]?.createDate;
    expect(users).toMatchObject([{ loginProfile: { createDate }, accessKeys: [{ status: 'Active', createDate }] }]);
  });

  it('takes the times of a password that is older than its user, or was used after --now', async () => {
    const { users } = await load(
      reportCsv(
        reportRow({ password_last_changed: '2014-09-27T10:53:54Z' }),
        reportRow({ user: 'erin', password_last_used: '2026-11-24T09:00:00Z' }),
      ),
    );

    expect(users).toMatchObject([
      { loginProfile: { createDate: Date.parse('2014-09-27T10:53:54Z') } },
      { passwordLastUsed: NOW },
    ]);
  });

  it.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-eusc', 'eusc-de-east-1'],
    ['aws-iso', 'us-iso-east-1'],
    ['aws-iso-b', 'us-isob-east-1'],
    ['aws-iso-e', 'eu-isoe-west-1'],
    ['aws-iso-f', 'us-isof-south-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('has its account in the partition of its ARNs, %s', async (partition, region) => {
    const arn = `arn:${partition}:iam::210987654321:user/dave`;

    const { users, account } = await load([HEADER, reportRow({ arn })].join('\n'));

    expect(account).toEqual({ accountId: '210987654321', partition, region });
    expect(users).toMatchObject([{ arn }]);
  });

  it('is evaluated and remediated in another partition, with a password that is older than its user', async () => {
    const arn = 'arn:aws-eusc:iam::111122223333:user/dave';
    const row = reportRow({ arn, password_last_used: 'no_information', password_last_changed: '2014-09-27T10:53:54Z' });

    const { remediations, failures } = await scenario({ population: await populationOf(`${HEADER}\n${row}`) });

    expect(failures).toEqual([]);
    expect(remediations).toMatchObject([{ outcome: 'password deleted' }]);
  });

  it.each([
    ['no users', reportCsv(), 0],
    [
      '5,000 users',
      reportCsv(...Array.from({ length: 5000 }, (_, index) => reportRow({ user: `user-${index}` }))),
      5000,
    ],
  ])('may have %s', async (_, csv, count) => {
    expect((await load(csv)).users).toHaveLength(count);
  });

  it.each([
    [
      'several accounts',
      reportCsv(rootRow('444455556666')),
      'standard input has several accounts, 111122223333 and 444455556666; the local AWS has one: give the report of one',
    ],
    [
      'an unknown partition',
      [HEADER, rootRow('111122223333', 'aws-moon')].join('\n'),
      'standard input: the local AWS has no partition aws-moon',
    ],
    [
      'more users than IAM allows',
      reportCsv(...Array.from({ length: 5001 }, (_, index) => reportRow({ user: `user-${index}` }))),
      "standard input has more than 5000 users, IAM's quota for an account",
    ],
    ['a fault', reportCsv(reportRow({ mfa_active: 'no' })), 'standard input: line 3, column mfa_active: must be true'],
  ])('is refused with %s', async (_, csv, message) => {
    await expect(populationOf(csv)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['is not there', '/nowhere/report.csv', /^\/nowhere\/report.csv cannot be read: ENOENT/],
    ['is a folder', '.', /^\. cannot be read: EISDIR/],
  ])('names the file that %s', async (_, file, message) => {
    const read = loadCredentialReport(file, { stdin: Readable.from([]), folder: __dirname, now: NOW });

    await expect(read).rejects.toThrow(message);
  });
});
