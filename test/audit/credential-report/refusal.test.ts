import { HEADER, reportCsv, reportRow, rootRow } from '../report-csv';
import { cliJson, refusalOf } from './read';

const TAKE_IT =
  'take the file as AWS made it: aws iam get-credential-report --query Content --output text | base64 -d > report.csv';
const SPREADSHEET = `it was saved by a spreadsheet: ${TAKE_IT}`;
const A_TIME = 'must be a time with its zone, such as 2026-11-24T08:00:00+00:00';
const A_DATE = `${A_TIME}, or N/A or no_information`;

const one = (cells: Parameters<typeof reportRow>[0]): string => reportCsv(reportRow(cells));
const whole = reportCsv(reportRow(), reportRow({ user: 'erin' }));
const quoted = `"${'x'.repeat(200)}`;

describe('A file is refused by line and column, with its value and the remedy', () => {
  it.each<[string, string | Buffer, string]>([
    ['an empty file', '', ` is empty; ${TAKE_IT}`],
    ['a byte-order mark alone', '\ufeff\r\n', ` is empty; ${TAKE_IT}`],
    ['a workbook', 'PK\u0003\u0004xl', ` is a workbook; ${SPREADSHEET}`],
    [
      'another file',
      '%PDF-1.7',
      `: line 1: must begin with the cells user, arn and user_creation_time, got "%PDF-1.7"; ${TAKE_IT}`,
    ],
    ['semicolons', 'user;arn', `: line 1: must have commas between its cells, got "user;arn"; ${SPREADSHEET}`],
    ['tabs', 'user\tarn', `: line 1: must have commas between its cells, got "user?arn"; ${SPREADSHEET}`],
    ['a line sep=', `sep=,\n${whole}`, `: line 1: must have commas between its cells, got "sep=,"; ${SPREADSHEET}`],
    [
      'line ends of CR',
      'user,arn,user_creation_time,a\rdave',
      `: line 1: must have commas between its cells, got "user,arn,user_creation_time,a?dave"; ${SPREADSHEET}`,
    ],
    [
      'a header after something else',
      `dave,${whole}`,
      `: line 1: must begin with the cells user, arn and user_creation_time, got "dave,user,arn,user_creation_time,password_enabled,password_last_used,password_la…"; ${TAKE_IT}`,
    ],
    [
      'the output of another command of the AWS CLI',
      '{"State":"COMPLETE"}',
      `: the AWS CLI's output must have a whole report in Base64, but it is cut off, changed or of another command; ${TAKE_IT}`,
    ],
    [
      'rows without a header',
      rootRow(),
      `: line 1: must begin with the cells user, arn and user_creation_time, got "<root_account>,arn:aws:iam::111122223333:root,2014-09-27T10:53:55+00:00,not_supp…"; ${TAKE_IT}`,
    ],
    [
      'a missing column',
      whole.replace('mfa_active', 'mfa'),
      `: line 1: must have one column mfa_active, got 0; ${TAKE_IT}`,
    ],
    [
      'a column that is there twice',
      whole.replace('cert_1_active', 'mfa_active'),
      `: line 1: must have one column mfa_active, got 2; ${TAKE_IT}`,
    ],
    ['a header alone', HEADER, `: line 2: must be the root user's row or a user's, but there are no rows; ${TAKE_IT}`],
    [
      'a row that is cut off',
      whole.slice(0, -30),
      `: line 4: has 16 cells, fewer than the header's 22: the file is cut off; ${TAKE_IT}`,
    ],
    [
      'a row that is cut off within its last cell',
      whole.slice(0, -1),
      `: line 4, column cert_2_last_rotated: ${A_DATE}, got "N/"; ${TAKE_IT}`,
    ],
    [
      "the root user's row, cut off within its last cell",
      reportCsv().slice(0, -1),
      `: line 2, column cert_2_last_rotated: ${A_DATE}, got "N/"; ${TAKE_IT}`,
    ],
    [
      'UTF-16 that is cut off within a character',
      Buffer.from(reportCsv(), 'utf16le').subarray(0, -1),
      `: line 2, column cert_2_last_rotated: ${A_DATE}, got "N/\ufffd"; ${TAKE_IT}`,
    ],
    [
      "the AWS CLI's json, cut off",
      cliJson(whole).slice(0, -100),
      `: the AWS CLI's output must have a whole report in Base64, but it is cut off, changed or of another command; ${TAKE_IT}`,
    ],
    [
      'Base64, cut off',
      Buffer.from(whole).toString('base64').slice(0, -1),
      `: the AWS CLI's output must have a whole report in Base64, but it is cut off, changed or of another command; ${TAKE_IT}`,
    ],
    [
      'a time without its zone',
      one({ password_last_used: '2026-08-27T19:00:00' }),
      `: line 3, column password_last_used: ${A_DATE}, got "2026-08-27T19:00:00"; ${TAKE_IT}`,
    ],
    [
      'a word in place of a time',
      one({ password_last_used: 'last week' }),
      `: line 3, column password_last_used: ${A_DATE}, got "last week"; ${TAKE_IT}`,
    ],
    [
      'an empty cell',
      one({ password_last_changed: '' }),
      `: line 3, column password_last_changed: ${A_DATE}, got ""; ${TAKE_IT}`,
    ],
    ...['24/11/2026 08:00', '2026-11-24 08:00:00', '46350.33', '24-Nov-26'].map((date): [string, string, string] => [
      `a spreadsheet's date, ${date}`,
      one({ access_key_1_last_rotated: date }),
      `: line 3, column access_key_1_last_rotated: ${A_DATE}, got "${date}"; ${SPREADSHEET}`,
    ]),
    ...['2026-02-30T00:00:00+00:00', '2026-01-01T24:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T00:60:00Z'].map(
      (time): [string, string, string] => [
        `an impossible time, ${time}`,
        one({ password_last_used: time }),
        `: line 3, column password_last_used: ${A_DATE}, got "${time}"; ${TAKE_IT}`,
      ],
    ),
    [
      'no time of creation',
      one({ user_creation_time: 'N/A' }),
      `: line 3, column user_creation_time: ${A_TIME}, got "N/A"; ${TAKE_IT}`,
    ],
    [
      'a time later than --now',
      one({ password_last_used: '2026-11-25T08:00:01Z' }),
      ': line 3, column password_last_used: must be at most a day later than --now, 2026-11-24T08:00:00Z, got "2026-11-25T08:00:01Z"; give a later --now, or correct this machine\'s clock',
    ],
    [
      'a flag that is neither',
      one({ mfa_active: 'WAHR' }),
      `: line 3, column mfa_active: must be true or false, got "WAHR"; ${TAKE_IT}`,
    ],
    [
      "a user's password that is not supported",
      one({ password_enabled: 'not_supported' }),
      `: line 3, column password_enabled: must be true or false, got "not_supported"; ${TAKE_IT}`,
    ],
    [
      'a flag in a column that is not used',
      one({ cert_1_active: '' }),
      `: line 3, column cert_1_active: must be true or false, got ""; ${TAKE_IT}`,
    ],
    [
      'an ARN of something else',
      one({ arn: 'arn:aws:iam::111122223333:role/dave' }),
      `: line 3, column arn: must be an IAM user's ARN, got "arn:aws:iam::111122223333:role/dave"; ${TAKE_IT}`,
    ],
    [
      "a root user's row with a user's ARN",
      one({ user: '<root_account>' }),
      `: line 3, column arn: must be the root user's ARN, got "arn:aws:iam::111122223333:user/<root_account>"; ${TAKE_IT}`,
    ],
    ['no ARN', one({ arn: 'dave' }), `: line 3, column arn: must be an IAM user's ARN, got "dave"; ${TAKE_IT}`],
    [
      'an ARN of another name',
      one({ arn: 'arn:aws:iam::111122223333:user/erin' }),
      `: line 3, column user: must be the name in the ARN, erin, got "dave"; ${TAKE_IT}`,
    ],
    [
      'a user twice in one account, in upper and lower case',
      reportCsv(reportRow(), reportRow({ user: 'DAVE' })),
      ': line 4, column user: must not be a user of an earlier row, in upper or lower case, got "DAVE"; give each report once',
    ],
    [
      'a user twice among 5,000',
      reportCsv(
        ...Array.from({ length: 5000 }, (_, index) => reportRow({ user: `user-${index}` })),
        reportRow({ user: 'User-0' }),
      ),
      ': line 5003, column user: must not be a user of an earlier row, in upper or lower case, got "User-0"; give each report once',
    ],
    [
      'one report twice',
      `${whole}${whole}`,
      ': line 6, column user: must not be a user of an earlier row, in upper or lower case, got "dave"; give each report once',
    ],
    [
      'a quoted cell that does not end on its line',
      `${reportCsv()}\n${quoted}\n${quoted}`,
      `: line 3: has 1 cells, fewer than the header's 22: the file is cut off; ${TAKE_IT}`,
    ],
    [
      'a cell with escape sequences',
      one({ mfa_active: '\u001b[2Jyes\u202e' }),
      `: line 3, column mfa_active: must be true or false, got "?[2Jyes?"; ${TAKE_IT}`,
    ],
    [
      'a cell of 60 MB',
      Buffer.concat([Buffer.from(`${reportCsv()}\n"`), Buffer.alloc(60_000_000, 'x')]),
      `: line 3: must end within 100000 bytes, got "\\"${'x'.repeat(79)}…"; ${TAKE_IT}`,
    ],
  ])('%s', async (_name, file, message) => {
    expect(await refusalOf(file)).toBe(`report.csv${message}`);
  });
});
