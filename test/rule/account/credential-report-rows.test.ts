import { parseReportTime, readReportRows } from '../../../rule/account/credential-report-rows';

const COLUMNS = 'password_enabled,password_last_changed,access_key_1_last_rotated,access_key_2_last_rotated,mfa_active';
const HEADER = `user,arn,user_creation_time,${COLUMNS}`;
const ROOT = '<root_account>,arn:aws:iam::111122223333:root,2011-01-01T00:00:00Z,not_supported,N/A,N/A,N/A,true';
const CREATED = '2014-09-27T10:53:55+00:00';
const ARN = 'arn:aws:iam::111122223333:user/dave';
/** The cells after the creation time. */
const REST = 'true,2014-09-27T10:54:00Z,N/A,N/A,false';

function read(...lines: readonly string[]) {
  const { byName, notUnderstood } = readReportRows([HEADER, ROOT, ...lines].join('\n'));
  return { rows: Object.fromEntries(byName), notUnderstood };
}

const DAVE = {
  arn: ARN,
  userCreated: new Date('2014-09-27T10:53:55Z'),
  passwordEnabled: true,
  passwordLastChanged: new Date('2014-09-27T10:54:00Z'),
  keysCreated: [],
  cell: expect.any(Function),
};

describe('The row of a user', () => {
  it.each<[string, string]>([
    [
      'as it was recorded until 2021',
      `dave,${ARN},2014-09-27T10:53:55+00:00,true,2014-09-27T10:54:00+00:00,N/A,N/A,false`,
    ],
    ['as it was recorded in 2026', `dave,${ARN},2014-09-27T10:53:55Z,true,2014-09-27T10:54:00Z,N/A,N/A,false`],
    ['in another zone', `dave,${ARN},2014-09-27T12:53:55+02:00,true,2014-09-27T08:54:00-02:00,N/A,N/A,false`],
    ['with fractions of a second', `dave,${ARN},2014-09-27T10:53:55.000Z,true,2014-09-27T10:54:00.000Z,N/A,N/A,false`],
    ['with words in capitals', `dave,${ARN},2014-09-27T10:53:55Z,TRUE,2014-09-27T10:54:00Z,n/a,n/A,FALSE`],
    [
      'with other marks for "no date"',
      `dave,${ARN},${CREATED},true,2014-09-27T10:54:00Z,no_information,Not_Supported,`,
    ],
    ['with all cells quoted', `"dave","${ARN}","${CREATED}","true","2014-09-27T10:54:00Z","N/A","N/A","false"`],
    ['with one cell quoted', `dave,"${ARN}",${CREATED},${REST}`],
  ])('is understood %s', (_name, line) => {
    expect(read(line)).toEqual({ rows: { dave: DAVE }, notUnderstood: 0 });
  });

  it('shows the creation of the keys, and no date if the password was never changed', () => {
    const { rows } = read(`dave,${ARN},${CREATED},false,N/A,2020-01-01T00:00:00Z,2021-01-01T00:00:00Z,false`);

    expect(rows).toEqual({
      dave: {
        arn: ARN,
        userCreated: DAVE.userCreated,
        passwordEnabled: false,
        keysCreated: [new Date('2020-01-01T00:00:00Z'), new Date('2021-01-01T00:00:00Z')],
        cell: DAVE.cell,
      },
    });
  });

  it('shows the text of a column that decides nothing', () => {
    const { rows } = read(`"dave","${ARN}","${CREATED}","true","2014-09-27T10:54:00Z","N/A","N/A","true"`);

    expect([rows['dave']?.cell('mfa_active'), rows['dave']?.cell('new_column')]).toEqual(['true', undefined]);
  });

  it('shows the second key if the first is gone', () => {
    const { rows } = read(`dave,${ARN},${CREATED},false,N/A,N/A,2021-01-01T00:00:00Z,false`);

    expect(rows['dave']?.keysCreated).toEqual([new Date('2021-01-01T00:00:00Z')]);
  });

  it.each<[string, string, string]>([
    ['a,b', 'a,b', 'user/a,b'],
    ['"a,b"', 'a,b', '"user/a,b'],
    [',', ',', 'user/,'],
    ['x,arn', 'x,arn', 'user/x,arn'],
    ['x,true,N/A', 'x,true,N/A', 'user/x,true,N/A'],
    ['__proto__', '__proto__', 'user/__proto__'],
    ['root_account', 'root_account', 'user/root_account'],
  ])('begins with the name, whatever it holds: %s', (cell, name, end) => {
    const quote = end.startsWith('"') ? '"' : '';
    const arn = `arn:aws:iam::111122223333:${end.replace('"', '')}`;

    const { byName } = readReportRows(`${HEADER}\n${cell},${quote}${arn}${quote},${CREATED},${REST}`);

    expect([...byName]).toEqual([[name, { ...DAVE, arn }]]);
  });

  it.each<[string, string, string]>([
    ['a comma', '/a,b/', '/a,b/'],
    ['a quote', '/"/', '/"/'],
    ['a quote and a comma', '/",/', '/",/'],
    ['a comma, quoted', '/a,b/', '"/a,b/'],
    ['a quote, quoted', '/"/', '"/""/'],
    [
      'what looks like cells',
      '/dave,2014-09-27T10:53:55Z,false,N/A,N/A,N/A,false/',
      '/dave,2014-09-27T10:53:55Z,false,N/A,N/A,N/A,false/',
    ],
    ['another ARN', `/dave,${ARN},${CREATED},${REST}/`, `/dave,${ARN},${CREATED},${REST}/`],
  ])('has the ARN in whole if the path holds %s', (_name, path, written) => {
    const quote = written.startsWith('"') ? '"' : '';
    const cell = `${quote}arn:aws:iam::111122223333:user${written.slice(quote.length)}zed${quote}`;

    const { rows, notUnderstood } = read(`zed,${cell},${CREATED},${REST}`, `dave,${ARN},${CREATED},${REST}`);

    expect(rows).toEqual({ zed: { ...DAVE, arn: `arn:aws:iam::111122223333:user${path}zed` }, dave: DAVE });
    expect(notUnderstood).toBe(0);
  });
});

describe('A line that is no row', () => {
  it.each<[string, string]>([
    ['has too few cells', `dave,${ARN},${CREATED},true,N/A`],
    ['has a name alone', 'dave'],
    ['has a name and an ARN alone', `dave,${ARN}`],
    ['has no ARN', `dave,${CREATED},${REST}`],
    ['has no creation time', `dave,${ARN},N/A,${REST}`],
    ['has a creation time without a zone', `dave,${ARN},2014-09-27T10:53:55,${REST}`],
    ['has an odd creation time', `dave,${ARN},yesterday,${REST}`],
    ['has an odd password_enabled', `dave,${ARN},${CREATED},perhaps,N/A,N/A,N/A,false`],
    ['has not_supported for password_enabled', `dave,${ARN},${CREATED},not_supported,N/A,N/A,N/A,false`],
    ['has an odd password_last_changed', `dave,${ARN},${CREATED},true,soon,N/A,N/A,false`],
    ['has an empty password_last_changed', `dave,${ARN},${CREATED},true,,N/A,N/A,false`],
    ['has a password_last_changed without a zone', `dave,${ARN},${CREATED},true,2014-09-27T10:54:00,N/A,N/A,false`],
    ['has a password_last_changed of no calendar', `dave,${ARN},${CREATED},true,2014-99-27T10:54:00Z,N/A,N/A,false`],
    ['has an odd date of its first key', `dave,${ARN},${CREATED},true,N/A,never,N/A,false`],
    ['has an odd date of its second key', `dave,${ARN},${CREATED},true,N/A,N/A,2020,false`],
    ['is no line of a report', 'Service Unavailable'],
    ['has a colon before the ARN', `x:dave,${ARN},${CREATED},${REST}`],
    ['has a quote that does not end', `"dave,${ARN},${CREATED},true,N/A`],
  ])('%s: it is counted, and the others are read', (_name, line) => {
    const erin = `erin,${ARN.replace('dave', 'erin')},${CREATED},${REST}`;

    const { rows, notUnderstood } = read(line, erin);

    expect(Object.keys(rows)).toEqual(['erin']);
    expect(notUnderstood).toBe(1);
  });

  const whole = `dave,${ARN},${CREATED},${REST}`;
  const odd = `dave,${ARN},${CREATED},perhaps,N/A,N/A,N/A,false`;
  it.each<[string, readonly string[], number]>([
    ['twice the same', [whole, whole], 1],
    ['three times', [whole, whole, whole], 2],
    ['once with another creation time', [whole, whole.replace('2014', '2015')], 1],
    ['once quoted', [whole, `"dave",${ARN},${CREATED},${REST}`], 1],
    ['first as an odd line', [odd, whole], 2],
    ['then as an odd line', [whole, odd], 1],
  ])('is every line of a name that occurs %s', (_name, lines, notUnderstood) => {
    expect(read(...lines)).toEqual({ rows: {}, notUnderstood });
  });
});

describe('A credential report', () => {
  const line = `dave,${ARN},${CREATED},${REST}`;
  it.each<[string, string]>([
    ['ends without a line break', `${HEADER}\n${ROOT}\n${line}`],
    ['ends with one', `${HEADER}\n${ROOT}\n${line}\n`],
    ['has CRLF for line breaks', `${HEADER}\r\n${ROOT}\r\n${line}\r\n`],
    ['has empty lines', `${HEADER}\n\n${ROOT}\n\n${line}\n\n`],
    ['has no root row', `${HEADER}\n${line}`],
  ])('may have a text that %s', (_name, csv) => {
    expect(readReportRows(csv)).toEqual({ byName: new Map([['dave', DAVE]]), notUnderstood: 0 });
  });

  it('is read by the names of its columns, in any order after the third and with new ones', () => {
    const csv = [
      'user,arn,user_creation_time,new,access_key_2_last_rotated,access_key_1_last_rotated,password_last_changed,password_enabled,newer',
      `dave,${ARN},${CREATED},x,N/A,N/A,2014-09-27T10:54:00Z,true,y`,
    ].join('\n');

    expect(readReportRows(csv).byName.get('dave')).toEqual(DAVE);
  });

  it('is read to its end if a line is too short for a column that comes late', () => {
    const header = HEADER.replace('password_enabled,', '').concat(',password_enabled');

    expect(readReportRows(`${header}\ndave,${ARN},${CREATED}`)).toEqual({ byName: new Map(), notUnderstood: 1 });
  });

  it('of an account without users has no rows', () => {
    expect(read()).toEqual({ rows: {}, notUnderstood: 0 });
  });

  it.each<[string, string]>([
    ['', 'line 1 must begin with user,arn,user_creation_time,; got ""'],
    ['<html>', 'line 1 must begin with user,arn,user_creation_time,; got "<html>"'],
    [`arn,user,user_creation_time,${COLUMNS}`, 'line 1 must begin with'],
    [`\n${HEADER}`, 'line 1 must begin with'],
    ['x'.repeat(100), `got "${'x'.repeat(80)}"`],
    [HEADER.replace('password_enabled,', ''), 'line 1 has no column password_enabled'],
    [HEADER.replace('password_last_changed,', ''), 'line 1 has no column password_last_changed'],
    [HEADER.replace('access_key_1_last_rotated,', ''), 'line 1 has no column access_key_1_last_rotated'],
    [HEADER.replace('access_key_2_last_rotated,', ''), 'line 1 has no column access_key_2_last_rotated'],
  ])('is refused if its header is not a report’s (%#)', (csv, message) => {
    expect(() => readReportRows(csv)).toThrow(message);
  });
});

describe('A time of a report', () => {
  it.each([
    ['2026-08-27T19:00:00+00:00', '2026-08-27T19:00:00.000Z'],
    ['2026-08-27T19:00:00Z', '2026-08-27T19:00:00.000Z'],
    ['2026-08-27T19:00:00.123Z', '2026-08-27T19:00:00.123Z'],
    ['2026-08-27T19:00:00-07:30', '2026-08-28T02:30:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(parseReportTime(text)).toEqual(new Date(time));
  });

  it.each([
    '2026-08-27T19:00:00',
    '2026-08-27',
    '2026-08-27 19:00:00Z',
    '2026-08-27T19:00Z',
    '2026-08-27T19:00:00+0000',
    '2026-08-27T19:00:00 Z',
    '2026-08-27T19:00:00Z (UTC)',
    ' 2026-08-27T19:00:00Z',
    '2026-13-27T19:00:00Z',
    '2026-08-27T25:00:00Z',
    '+012026-08-27T19:00:00Z',
    '1787857200',
    'Thu, 27 Aug 2026 19:00:00 GMT',
    '',
  ])('%j is no time, whatever the machine’s zone', (text) => {
    expect(parseReportTime(text)).toBeUndefined();
  });
});
