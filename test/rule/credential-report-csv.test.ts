import { parseCredentialReport, readCredentialReport } from '../../rule/credential-report-csv';

const HEADER = 'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active';
const ROOT =
  '<root_account>,arn:aws:iam::111122223333:root,2011-01-01T00:00:00+00:00,not_supported,N/A,not_supported,true';

function report(...rows: string[]): string {
  return [HEADER, ROOT, ...rows].join('\n');
}

describe('A credential report', () => {
  it('gives each user’s row, and none for the root user', () => {
    const csv = report(
      'dave,arn:aws:iam::111122223333:user/dave,2014-09-27T10:53:55+00:00,true,no_information,2014-09-27T10:54:00+00:00,false',
      'erin,arn:aws:iam::111122223333:user/erin,2014-09-27T10:53:55+00:00,FALSE,N/A,n/a,false',
    );

    expect(parseCredentialReport(csv)).toEqual([
      {
        arn: 'arn:aws:iam::111122223333:user/dave',
        userCreated: new Date('2014-09-27T10:53:55Z'),
        passwordEnabled: true,
        passwordLastChanged: new Date('2014-09-27T10:54:00Z'),
      },
      {
        arn: 'arn:aws:iam::111122223333:user/erin',
        userCreated: new Date('2014-09-27T10:53:55Z'),
        passwordEnabled: false,
      },
    ]);
  });

  it('is read by the names of its columns, in any order and with new ones', () => {
    const csv =
      'new_column,password_last_changed,password_enabled,user_creation_time,arn,user\n' +
      'x,N/A,false,2014-09-27T10:53:55+00:00,arn:aws:iam::111122223333:user/dave,dave\n';

    expect(parseCredentialReport(csv)).toMatchObject([{ arn: 'arn:aws:iam::111122223333:user/dave' }]);
  });

  it('may quote its fields, end its lines with CRLF and end with an empty line', () => {
    const csv =
      'user,arn,user_creation_time,password_enabled,password_last_changed\r\n' +
      '"a,""b""","arn:aws:iam::111122223333:user/a,b",2014-09-27T10:53:55+00:00,true,2020-01-01T00:00:00+00:00\r\n\r\n';

    expect(parseCredentialReport(csv)).toMatchObject([{ arn: 'arn:aws:iam::111122223333:user/a,b' }]);
  });

  it.each(['N/A', 'no_information', 'not_supported'])('may say %s for a date that there is none of', (mark) => {
    const [row] = parseCredentialReport(report(`dave,arn,2014-09-27T10:53:55+00:00,true,N/A,${mark},false`));

    expect(row).toMatchObject({ arn: 'arn' });
    expect(row?.passwordLastChanged).toBeUndefined();
  });

  it('gives other columns to whoever asks for them, quotes and empty fields as they are', () => {
    const csv = 'user,mfa_active\n"a,""b""",true\n,false\n';

    const read = readCredentialReport(csv, ['mfa_active'], (row) => [row.text('user'), row.flag('mfa_active')]);

    expect(read).toEqual([
      ['a,"b"', true],
      ['', false],
    ]);
  });

  it.each([
    ['', 'line 1 of the credential report: there is no column user'],
    [
      'user,arn,user_creation_time,password_enabled\n',
      'line 1 of the credential report: there is no column password_last_changed',
    ],
    [report('dave,arn'), 'line 3 of the credential report: user_creation_time must be present, got undefined'],
    [
      report('dave,arn,yesterday,true,N/A,N/A,false'),
      'line 3 of the credential report: user_creation_time must be a time, N/A or no_information, got "yesterday"',
    ],
    [report('dave,arn,N/A,true,N/A,N/A,false'), 'user_creation_time must be a time, got "N/A"'],
    [
      report('dave,arn,2014-09-27T10:53:55+00:00,perhaps,N/A,N/A,false'),
      'line 3 of the credential report: password_enabled must be true or false, got "perhaps"',
    ],
    [
      report('dave,arn,2014-09-27T10:53:55+00:00,true,N/A,2014-99-27T10:53:55+00:00,false'),
      'password_last_changed must be a time, N/A or no_information, got "2014-99-27T10:53:55+00:00"',
    ],
    [
      report('dave,arn,+012014-09-27T10:53:55+00:00,true,N/A,N/A,false'),
      'user_creation_time must be a time, N/A or no_information, got "+012014-09-27T10:53:55+00:00"',
    ],
    [report('dave'), 'line 3 of the credential report: user_creation_time must be present, got undefined'],
    [
      'user,arn,user_creation_time,password_enabled,password_last_changed\ndave,arn,2014-09-27T10:53:55+00:00,true,',
      'line 2 of the credential report: password_last_changed must be a time, N/A or no_information, got ""',
    ],
    [report('da"ve,arn'), 'line 3 of the credential report: not CSV'],
    [report('"dave,arn'), 'line 3 of the credential report: not CSV'],
  ])('is refused, with the place, where it is not one (%#)', (csv, message) => {
    expect(() => parseCredentialReport(csv)).toThrow(message);
  });
});
