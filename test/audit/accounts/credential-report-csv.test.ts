import { readCredentialReport } from '../../../audit/accounts/credential-report-csv';

const HEADER = 'user,arn,user_creation_time,password_enabled,password_last_changed';
const ROOT = '<root_account>,arn:aws:iam::111122223333:root,2011-01-01T00:00:00+00:00,not_supported,not_supported';
const ARN = 'arn:aws:iam::111122223333:user/dave';

function report(...rows: string[]): string {
  return [HEADER, ROOT, ...rows].join('\n');
}

/** Some columns of each kind, as the audit reads them. */
function read(csv: string) {
  const columns = ['arn', 'user_creation_time', 'password_enabled', 'password_last_changed'] as const;
  return readCredentialReport(csv, columns, (row) => ({
    user: row.text('user'),
    arn: row.text('arn'),
    created: row.requiredDate('user_creation_time'),
    enabled: row.flag('password_enabled'),
    changed: row.date('password_last_changed'),
  }));
}

describe('A saved credential report', () => {
  it('is refused if it was cut off within a row, even if all cells that are read are there', () => {
    const whole = `${HEADER},cert_2_active\ndave,${ARN},2014-09-27T10:53:55Z,true,N/A`;

    expect(read(`${whole},false`)).toHaveLength(1);
    expect(() => read(whole)).toThrow('line 2: fewer cells than in the header, so the file is cut off');
  });

  it('gives each user’s row, and none for the root user', () => {
    const csv = report(
      `dave,${ARN},2014-09-27T10:53:55+00:00,true,2014-09-27T10:54:00Z`,
      `erin,arn:aws:iam::111122223333:user/erin,2014-09-27T10:53:55Z,FALSE,n/a`,
    );

    expect(read(csv)).toEqual([
      {
        user: 'dave',
        arn: ARN,
        created: new Date('2014-09-27T10:53:55Z'),
        enabled: true,
        changed: new Date('2014-09-27T10:54:00Z'),
      },
      {
        user: 'erin',
        arn: 'arn:aws:iam::111122223333:user/erin',
        created: new Date('2014-09-27T10:53:55Z'),
        enabled: false,
        changed: undefined,
      },
    ]);
  });

  it('is read by the names of its columns, in any order and with new ones', () => {
    const csv = `new_column,password_last_changed,password_enabled,user_creation_time,arn,user\nx,N/A,false,2014-09-27T10:53:55Z,${ARN},dave\n`;

    expect(read(csv)).toMatchObject([{ user: 'dave', arn: ARN }]);
  });

  it('may quote its fields, end its lines with CRLF and end with an empty line', () => {
    const csv = `${HEADER}\r\n"a,""b""","arn:aws:iam::111122223333:user/a,b",2014-09-27T10:53:55Z,true,N/A\r\n\r\n`;

    expect(read(csv)).toMatchObject([{ user: 'a,"b"', arn: 'arn:aws:iam::111122223333:user/a,b' }]);
  });

  it.each(['N/A', 'no_information', 'not_supported', 'NOT_SUPPORTED'])('may say %s in place of a date', (mark) => {
    expect(read(report(`dave,arn,2014-09-27T10:53:55+00:00,true,${mark}`))).toMatchObject([{ changed: undefined }]);
  });

  it('has the columns that are asked for, with empty fields as they are', () => {
    const rows = readCredentialReport('user,mfa_active\n"a,""b""",true\n,false\n', ['mfa_active'], (row) => [
      row.text('user'),
      row.flag('mfa_active'),
    ]);

    expect(rows).toEqual([
      ['a,"b"', true],
      ['', false],
    ]);
  });

  const AT_3 = 'not a credential report: line 3:';
  const A_TIME = 'a time with its zone, N/A or no_information';
  it.each([
    ['', 'not a credential report: line 1: there is no column user'],
    [
      'user,arn,user_creation_time,password_enabled\n',
      'not a credential report: line 1: there is no column password_last_changed',
    ],
    [report('dave'), `${AT_3} fewer cells than in the header, so the file is cut off`],
    [report('dave,arn,yesterday,true,N/A'), `${AT_3} user_creation_time must be ${A_TIME}, got "yesterday"`],
    [report('dave,arn,N/A,true,N/A'), `${AT_3} user_creation_time must be a time, got "N/A"`],
    [
      report('dave,arn,2014-09-27T10:53:55,true,N/A'),
      `${AT_3} user_creation_time must be ${A_TIME}, got "2014-09-27T10:53:55"`,
    ],
    [
      report('dave,arn,2014-09-27T10:53:55Z,perhaps,N/A'),
      `${AT_3} password_enabled must be true or false, got "perhaps"`,
    ],
    [
      report('dave,arn,2014-09-27T10:53:55Z,true,2014-99-27T10:53:55Z'),
      `${AT_3} password_last_changed must be ${A_TIME}, got "2014-99-27T10:53:55Z"`,
    ],
    [
      `${HEADER}\ndave,arn,2014-09-27T10:53:55Z,true,`,
      `not a credential report: line 2: password_last_changed must be ${A_TIME}, got ""`,
    ],
    [report('da"ve,arn'), 'not a credential report: line 3: not CSV'],
    [report('"dave,arn'), 'not a credential report: line 3: not CSV'],
  ])('is refused, with the place, if it is not one (%#)', (csv, message) => {
    expect(() => read(csv)).toThrow(message);
  });
});
