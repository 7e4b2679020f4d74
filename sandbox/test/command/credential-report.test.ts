import { populationOf, readCredentialReport } from '../../command/credential-report';
import { UsageError } from '../../command/errors';
import { type Account, type IamUser, LocalAws } from '../../index';
import { columnsWithout, moreColumns, reportOf, ROOT, type Row, userRow } from './report-csv';

const NOW = Date.parse('2026-11-24T08:00:00Z');

/** The account from a report, as the local IAM has it. */
async function load(csv: string | Buffer): Promise<{ account: Account; users: readonly IamUser[] }> {
  const population = populationOf('report.csv', Buffer.from(csv), NOW);
  const aws = await LocalAws.start({ now: NOW, account: population.account });
  try {
    population.load(aws, 90);
    return { account: aws.account, users: aws.iam.users() };
  } finally {
    await aws.close();
  }
}

function refusal(csv: string | Buffer): string {
  try {
    populationOf('report.csv', Buffer.from(csv), NOW);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'was taken';
}

describe('a credential report', () => {
  it('creates the users of its rows, without the root user', async () => {
    const { users, account } = await load(
      reportOf([
        ROOT,
        userRow('dave', { mfa_active: 'true' }),
        userRow('kim', {
          password_enabled: 'false',
          password_last_used: 'N/A',
          password_last_changed: 'N/A',
          access_key_1_active: 'true',
          access_key_1_last_rotated: '2022-01-01T00:00:00+00:00',
          access_key_2_last_rotated: '2023-01-01T00:00:00+00:00',
        }),
        userRow('never', { password_last_used: 'no_information' }),
      ]),
    );

    expect(account).toEqual({ accountId: '123456789012', partition: 'aws', region: 'us-east-1' });
    expect(users).toMatchObject([
      {
        userName: 'dave',
        path: '/',
        createDate: Date.parse('2019-05-01T10:00:00Z'),
        passwordLastUsed: Date.parse('2021-03-04T05:06:07Z'),
        loginProfile: {
          createDate: Date.parse('2020-02-03T04:05:06Z'),
          passwordLastChanged: Date.parse('2020-02-03T04:05:06Z'),
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

  it("takes the user's creation as the date of a password without one", async () => {
    const { users } = await load(reportOf([userRow('dave', { password_last_changed: 'N/A' })]));

    expect(users[0]?.loginProfile?.createDate).toBe(users[0]?.createDate);
  });

  it("takes the user's creation as the date of an active key without one", async () => {
    const { users } = await load(reportOf([userRow('kim', { access_key_2_active: 'true' })]));

    expect(users[0]?.accessKeys).toMatchObject([{ status: 'Active', createDate: users[0]?.createDate }]);
  });

  it.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('has its account in the partition of its ARNs, %s', async (partition, region) => {
    const row = userRow('dave', { arn: `arn:${partition}:iam::210987654321:user/emea/finance/dave` });

    const { users, account } = await load(reportOf([row]));

    expect(account).toEqual({ accountId: '210987654321', partition, region });
    expect(users[0]).toMatchObject({ path: '/emea/finance/', arn: row['arn'] });
  });

  it.each([
    ['as IAM makes it', reportOf([ROOT, userRow('dave')])],
    ['with a byte order mark', `\u{feff}${reportOf([ROOT, userRow('dave')])}`],
    ['with CRLF and a last line break', `${reportOf([ROOT, userRow('dave')], { lineEnd: '\r\n' })}\r\n`],
    ['with an empty line at its end', `${reportOf([ROOT, userRow('dave')])}\n\n`],
    ['with its columns in another order, and new ones', reportOf([ROOT, userRow('dave')], { columns: moreColumns() })],
    [
      'without columns that are not needed',
      reportOf([ROOT, userRow('dave')], { columns: columnsWithout('cert_2_active') }),
    ],
    [
      'with words in another case',
      reportOf([ROOT, userRow('dave', { password_enabled: 'TRUE', mfa_active: 'False' })]),
    ],
    ['without the root user', reportOf([userRow('dave')])],
  ])('can be read %s', async (_, csv) => {
    const { users } = await load(csv);

    expect(users.map(({ userName }) => userName)).toEqual(['dave']);
  });

  it('can contain a name with a comma, in quotes', async () => {
    const { users } = await load(reportOf([userRow('a+b=c,d.e@f-g_h')]));

    expect(users[0]?.userName).toBe('a+b=c,d.e@f-g_h');
  });

  const full = reportOf([ROOT, userRow('dave'), userRow('eve')]);
  const dave = (overrides: Row) => reportOf([ROOT, userRow('dave', overrides)]);
  it.each([
    ['an empty file', '', /^report.csv: line 1: not a credential report: it must have one column user/],
    ['another CSV file', 'name,age\nx,1\n', /line 1: .*column user/],
    ['a JSON file', '{\n  "Content": "dXNlcixhcm4s"\n}', /line 1|line 2/],
    ['the report in Base64', Buffer.from(full).toString('base64'), /line 1: .*base64 -d/],
    [
      'a missing column',
      reportOf([ROOT], { columns: columnsWithout('password_last_used') }),
      /line 1: .*password_last_used/,
    ],
    ['a duplicate column', full.replace('cert_1_active', 'user'), /line 1: .*one column user/],
    ['a file without rows', reportOf([]), /line 2: must be/],
    ['a file that is cut off within a row', full.slice(0, -60), /line 4, column \w+: not CSV, or truncated/],
    [
      'a file that is cut off within its last value',
      full.slice(0, -1),
      /line 4, column cert_2_last_rotated: .*got "N\/"$/,
    ],
    ['a quote that is not closed', full.replace('eve', '"eve'), /line 4, column .*not CSV/],
    ['text in UTF-16 without a mark', Buffer.from(full, 'utf16le'), /line 1: not a credential report/],
    [
      'another date format',
      dave({ password_last_used: '24/11/2026' }),
      /line 3, column password_last_used: .*got "24\/11\/2026"$/,
    ],
    [
      'a date that no calendar has',
      dave({ password_last_used: '2026-02-30T00:00:00+00:00' }),
      /line 3, column password_last_used/,
    ],
    [
      'no creation time',
      dave({ user_creation_time: 'N/A' }),
      /line 3, column user_creation_time: must be a time, got "N\/A"/,
    ],
    [
      'a future sign-in',
      dave({ password_last_used: '2026-11-24T08:00:01Z' }),
      /password_last_used: must not be after --now, 2026-11-24T08:00:00Z/,
    ],
    [
      'a password older than its user',
      dave({ password_last_changed: '2019-05-01T09:59:59Z' }),
      /password_last_changed: must not be before 2019-05-01T10:00:00Z/,
    ],
    [
      'a user whose password is not supported',
      dave({ password_enabled: 'not_supported' }),
      /line 3, column password_enabled: must be true or false/,
    ],
    [
      'a word in place of true or false',
      dave({ access_key_2_active: 'yes' }),
      /line 3, column access_key_2_active: must be true or false, got "yes"/,
    ],
    ['a bad value in a column that is not needed', dave({ cert_1_active: '' }), /line 3, column cert_1_active/],
    [
      'an ARN of something else',
      dave({ arn: 'arn:aws:iam::123456789012:role/dave' }),
      /line 3, column arn: must be an IAM user's ARN/,
    ],
    ['an unknown partition', dave({ arn: 'arn:aws-iso:iam::123456789012:user/dave' }), /line 3, column arn/],
    [
      "a name that is not the ARN's",
      dave({ arn: 'arn:aws:iam::123456789012:user/eve' }),
      /line 3, column user: must be the name in the ARN, eve, got "dave"/,
    ],
    [
      'users of two accounts',
      dave({ arn: 'arn:aws:iam::999999999999:user/dave' }),
      /line 3, column arn: must be in the account of the rows before, aws 123456789012/,
    ],
    [
      'a duplicate user',
      reportOf([ROOT, userRow('dave'), userRow('DAVE')]),
      /line 4, column user: must not be a user of an earlier row/,
    ],
  ])('is refused by line and column: %s', (_, csv, message) => {
    const text = refusal(csv);

    expect(text).toMatch(message);
    expect(text).not.toContain('\n');
  });

  it('has at most 5,000 users', async () => {
    const rows = Array.from({ length: 5001 }, (_, index) => userRow(`user-${index}`));
    const start = performance.now();

    const { users } = await load(reportOf([ROOT, ...rows.slice(0, 5000)]));

    expect(users).toHaveLength(5000);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(refusal(reportOf([ROOT, ...rows]))).toMatch(/line 5003, column user: must be one of at most 5000/);
  });

  it.each([
    ['is not there', '/nowhere/report.csv', /--credential-report: \/nowhere\/report.csv cannot be read: ENOENT/],
    ['is a folder', '.', /cannot be read: EISDIR/],
  ])('names the file that %s', async (_, file, message) => {
    await expect(readCredentialReport(file, __dirname, NOW)).rejects.toThrow(message);
  });
});
