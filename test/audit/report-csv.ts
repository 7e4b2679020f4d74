const HEADER = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_2_active',
  'access_key_2_last_rotated',
] as const;
type Column = (typeof HEADER)[number];

/** A row of a credential report: an inactive user, with what a test is about. */
export function reportRow(overrides: Partial<Record<Column, string>> = {}): string {
  const user = overrides.user ?? 'dave';
  const row: Record<Column, string> = {
    user,
    arn: `arn:aws:iam::111122223333:user/${user}`,
    user_creation_time: '2014-09-27T10:53:55+00:00',
    password_enabled: 'true',
    password_last_used: '2015-02-15T12:08:33+00:00',
    password_last_changed: '2014-09-27T10:54:00+00:00',
    mfa_active: 'false',
    access_key_1_active: 'false',
    access_key_1_last_rotated: 'N/A',
    access_key_2_active: 'false',
    access_key_2_last_rotated: 'N/A',
    ...overrides,
  };
  return HEADER.map((column) =>
    /[",\n]/.test(row[column]) ? `"${row[column].replaceAll('"', '""')}"` : row[column],
  ).join(',');
}

export const ROOT_ROW = reportRow({
  user: '<root_account>',
  arn: 'arn:aws:iam::111122223333:root',
  password_enabled: 'not_supported',
  password_last_changed: 'not_supported',
});

export function reportCsv(...rows: string[]): string {
  return [HEADER.join(','), ROOT_ROW, ...rows, ''].join('\n');
}
