/** A credential report in IAM's format, with the rows that a test is about. */

const KEY = ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'];
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...KEY.map((column) => `access_key_1_${column}`),
  ...KEY.map((column) => `access_key_2_${column}`),
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

export type Row = Readonly<Record<string, string>>;

export const ROOT: Row = {
  user: '<root_account>',
  arn: 'arn:aws:iam::123456789012:root',
  user_creation_time: '2012-01-01T00:00:00+00:00',
  password_enabled: 'not_supported',
  password_last_used: '2026-01-01T00:00:00+00:00',
  password_last_changed: 'not_supported',
  password_next_rotation: 'not_supported',
  mfa_active: 'true',
  access_key_1_active: 'false',
  access_key_2_active: 'false',
  cert_1_active: 'false',
  cert_2_active: 'false',
};

/** A user with a password of 2020, last used in 2021. */
export function userRow(name: string, overrides: Row = {}): Row {
  return {
    ...ROOT,
    user: name,
    arn: `arn:aws:iam::123456789012:user/${name}`,
    user_creation_time: '2019-05-01T10:00:00+00:00',
    password_enabled: 'true',
    password_last_used: '2021-03-04T05:06:07+00:00',
    password_last_changed: '2020-02-03T04:05:06+00:00',
    password_next_rotation: 'N/A',
    mfa_active: 'false',
    ...overrides,
  };
}

/** Without a line break at the end, as in IAM. */
export function reportOf(rows: readonly Row[], { columns = COLUMNS, lineEnd = '\n' } = {}): string {
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? 'N/A')).join(','));
  return [columns.join(','), ...lines].join(lineEnd);
}

export function columnsWithout(column: string): string[] {
  return COLUMNS.filter((name) => name !== column);
}

export function moreColumns(): string[] {
  return ['new_first_column', ...COLUMNS.toReversed(), 'new_last_column'];
}

function quoted(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
