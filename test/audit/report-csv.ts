const KEY = ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'] as const;
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...KEY.map((column) => `access_key_1_${column}` as const),
  ...KEY.map((column) => `access_key_2_${column}` as const),
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;
export type Cells = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

export const HEADER = COLUMNS.join(',');

/** A row of a credential report: an inactive user, with what a test is about. */
export function reportRow(cells: Cells = {}): string {
  const user = cells.user ?? 'dave';
  const row: Cells = {
    user,
    arn: `arn:aws:iam::111122223333:user/${user}`,
    user_creation_time: '2014-09-27T10:53:55+00:00',
    password_enabled: 'true',
    password_last_used: '2015-02-15T12:08:33+00:00',
    password_last_changed: '2014-09-27T10:54:00+00:00',
    mfa_active: 'false',
    access_key_1_active: 'false',
    access_key_2_active: 'false',
    cert_1_active: 'false',
    cert_2_active: 'false',
    ...cells,
  };
  return COLUMNS.map((column) => quotedIfNeeded(row[column] ?? 'N/A')).join(',');
}

export function rootRow(accountId = '111122223333', partition = 'aws'): string {
  return reportRow({
    user: '<root_account>',
    arn: `arn:${partition}:iam::${accountId}:root`,
    password_enabled: 'not_supported',
    password_last_changed: 'not_supported',
    password_next_rotation: 'not_supported',
  });
}

/** Without a line end after the last row, as AWS makes it. */
export function reportCsv(...rows: readonly string[]): string {
  return reportOf('111122223333', ...rows);
}

/** The same of another account. */
export function reportOf(accountId: string, ...rows: readonly string[]): string {
  return [HEADER, rootRow(accountId), ...rows].join('\n');
}

function quotedIfNeeded(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
