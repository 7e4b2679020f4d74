import { HEADER, reportCsv, reportRow, rootRow } from '../report-csv';
import { cliJson, read, utf16be } from './read';

const CSV = reportCsv(reportRow({ user: 'a,b' }), reportRow({ user: 'erin' }));
const BASE64 = Buffer.from(CSV).toString('base64');
const MADE = new Date('2026-11-24T07:00:00Z');

describe('A saved credential report', () => {
  it('has what its rows say of each user', async () => {
    const { accounts, users } = await read(
      reportCsv(
        reportRow({ arn: 'arn:aws:iam::111122223333:user/emea/it/dave', mfa_active: 'TRUE' }),
        reportRow({
          user: 'kim',
          password_enabled: 'False',
          password_last_used: 'no_information',
          password_last_changed: 'n/a',
          access_key_1_active: 'true',
          access_key_2_last_rotated: '2023-01-31T01:00:00+02:00',
        }),
      ),
    );

    expect(accounts).toEqual(['aws 111122223333']);
    const created = new Date('2014-09-27T10:53:55Z');
    const account = { accountId: '111122223333', partition: 'aws', created };
    expect(users).toEqual([
      {
        ...account,
        arn: 'arn:aws:iam::111122223333:user/emea/it/dave',
        path: '/emea/it/',
        name: 'dave',
        passwordEnabled: true,
        passwordLastUsed: new Date('2015-02-15T12:08:33Z'),
        passwordLastChanged: new Date('2014-09-27T10:54:00Z'),
        mfaActive: true,
        keys: [],
      },
      {
        ...account,
        arn: 'arn:aws:iam::111122223333:user/kim',
        path: '/',
        name: 'kim',
        passwordEnabled: false,
        passwordLastUsed: 'never',
        mfaActive: false,
        keys: [{ active: true }, { active: false, created: new Date('2023-01-30T23:00:00Z') }],
      },
    ]);
  });

  const parts = BASE64.match(/.{1,76}/g) ?? [];
  it.each<[string, string | Buffer, Date | null]>([
    ['UTF-8', CSV, null],
    ['UTF-8 with a byte-order mark', `\ufeff${CSV}`, null],
    [
      'UTF-16LE with a byte-order mark and CRLF, as PowerShell 5 writes it',
      Buffer.from(`\ufeff${CSV.replaceAll('\n', '\r\n')}\r\n`, 'utf16le'),
      null,
    ],
    ['UTF-16LE without a byte-order mark', Buffer.from(CSV, 'utf16le'), null],
    ['UTF-16BE with a byte-order mark', utf16be(`\ufeff${CSV}`), null],
    ['UTF-16BE without a byte-order mark', utf16be(CSV), null],
    ['lines of CRLF, and empty ones', `${CSV.replaceAll('\n', '\r\n\r\n')}\r\n\r\n`, null],
    ['all cells quoted', CSV.replaceAll('"', '').replaceAll(/[^,\n]*a,b|[^,\n]+/g, '"$&"'), null],
    ['no cells quoted', CSV.replaceAll('"', ''), null],
    ['times that end in Z', CSV.replaceAll('+00:00', 'Z'), null],
    ['a new column at the end', CSV.replace('\n', ',new\n').replaceAll(/false,N\/A$/gm, '$&,a new one'), null],
    ['its last columns in another order', CSV.replaceAll(/^(.*?),([^,]*),([^,]*)$/gm, '$1,$3,$2'), null],
    ['Base64', BASE64, null],
    ['Base64 in lines', `${parts.join('\r\n')}\r\n`, null],
    ['Base64 in quotes', `"${BASE64}"\n`, null],
    ['Base64 of a byte-order mark and CSV', Buffer.from(`\ufeff${CSV}`).toString('base64'), null],
    ['Base64 in UTF-16', Buffer.from(`\ufeff${BASE64}`, 'utf16le'), null],
    ["the AWS CLI's json", cliJson(CSV), MADE],
    ["the AWS CLI's json in UTF-16", Buffer.from(`\ufeff${cliJson(CSV)}`, 'utf16le'), MADE],
    ["the AWS CLI's text", `${BASE64}\t2026-11-24T07:00:00+00:00\ttext/csv\n`, MADE],
    [
      "the AWS CLI's yaml",
      `Content: ${BASE64}\nGeneratedTime: '2026-11-24T07:00:00+00:00'\nReportFormat: text/csv\n`,
      MADE,
    ],
  ])('may be %s', async (_name, file, generated) => {
    const { users, ...report } = await read(file);

    expect(report).toEqual({ accounts: ['aws 111122223333'], ...(generated && { generated }) });
    expect(users.map(({ name }) => name)).toEqual(['a,b', 'erin']);
  });

  it.each([1, 2, 3, 7, 100, 1000])('is the same in chunks of %i bytes', async (size) => {
    for (const file of [`\ufeff${CSV}`, Buffer.from(CSV, 'utf16le'), cliJson(CSV)]) {
      expect(await read(file, { size })).toEqual(await read(file));
    }
  });

  it('of an account without users has its account', async () => {
    expect(await read(reportCsv())).toEqual({ accounts: ['aws 111122223333'], users: [] });
  });

  it.each(['aws', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-us-gov'])(
    'may be of the partition %s',
    async (partition) => {
      const csv = [
        HEADER,
        rootRow('111122223333', partition),
        reportRow({ arn: `arn:${partition}:iam::111122223333:user/dave` }),
      ];

      expect(await read(csv.join('\n'))).toMatchObject({
        accounts: [`${partition} 111122223333`],
        users: [{ partition }],
      });
    },
  );

  it.each([
    ['a comma', '/a,b/'],
    ['a quote', '/"/'],
    ['what looks like cells', '/dave,2014-09-27T10:53:55Z,false,N/A/'],
    ['what looks like a header', '/user,arn,user_creation_time,password_enabled/'],
  ])('may have %s in a path, quoted or not', async (_name, path) => {
    const row = reportRow({ arn: `arn:aws:iam::111122223333:user${path}dave` });
    const unquoted = row.replaceAll('""', '\0').replaceAll('"', '').replaceAll('\0', '"');

    for (const each of [row, unquoted]) {
      expect((await read(reportCsv(each))).users).toMatchObject([{ name: 'dave', path }]);
    }
  });

  it('takes a password that was changed a second before its user was created', async () => {
    const row = reportRow({ password_last_changed: '2014-09-27T10:53:54+00:00' });

    expect((await read(reportCsv(row))).users).toMatchObject([
      { passwordLastChanged: new Date('2014-09-27T10:53:54Z') },
    ]);
  });

  it('takes a sign-in on the day of --now, and a password that is to be changed later', async () => {
    const cells = { password_last_used: '2026-11-25T08:00:00Z', password_next_rotation: '2027-01-01T00:00:00Z' };

    expect((await read(reportCsv(reportRow(cells)))).users).toHaveLength(1);
  });
});

describe('Reports that are joined in one file', () => {
  const other = [
    HEADER,
    rootRow('444455556666'),
    reportRow({ user: 'erin', arn: 'arn:aws:iam::444455556666:user/erin' }),
  ].join('\n');
  const another = other.replace('cert_2_last_rotated', '$&,new').replaceAll(/N\/A$/gm, 'N/A,new');
  const dave = reportCsv(reportRow());
  it.each([
    ['line by line', `${dave}\n${other}\n`],
    ['as cat joins them, without a line end between them', `${dave}${other}`],
    ['each with a byte-order mark', `\ufeff${dave}\r\n\ufeff${other}`],
    ['each with a byte-order mark, without a line end between them', `\ufeff${dave}\ufeff${other}`],
    ['with one header', `${dave}\n${other.slice(HEADER.length + 1)}`],
    ['of different columns', `${dave}${another}`],
    ["as the AWS CLI's json", cliJson(dave, '2026-11-24T07:30:00+00:00') + cliJson(other)],
    ['as Base64', [dave, other].map((csv) => Buffer.from(csv).toString('base64')).join('\n')],
  ])('are read with each user in its account: %s', async (_name, file) => {
    const { accounts, users, generated } = await read(file);

    expect(accounts).toEqual(['aws 111122223333', 'aws 444455556666']);
    expect(users.map(({ name, accountId }) => [name, accountId])).toEqual([
      ['dave', '111122223333'],
      ['erin', '444455556666'],
    ]);
    // The oldest one's.
    expect([undefined, MADE]).toContainEqual(generated);
  });

  it('may mix their rows, and have the same name in each account', async () => {
    const rows = [reportRow(), reportRow({ arn: 'arn:aws:iam::444455556666:user/dave' }), reportRow({ user: 'erin' })];

    expect((await read(reportCsv(...rows))).users.map(({ accountId }) => accountId)).toEqual([
      '111122223333',
      '444455556666',
      '111122223333',
    ]);
  });

  it('know users of like names in many accounts apart', async () => {
    const names = 'abcdefghijklmnopqrstuvwxyz_0123456789'.split('');
    const ids = Array.from({ length: 64 }, (_, index) => String(100_000_000_000 + index));
    const rows = ids.flatMap((id) => names.map((user) => reportRow({ user, arn: `arn:aws:iam::${id}:user/${user}` })));

    expect((await read(reportCsv(...rows))).users).toHaveLength(64 * 37);
  });
});
