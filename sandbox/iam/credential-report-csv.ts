import { stringify } from 'csv-stringify/sync';
import type { Account } from '../account';
import type { AccessKey, IamUser } from './user';

/** When the account was opened: before any user can have been made in it. */
const ACCOUNT_OPENED = Date.UTC(2006, 7, 25);
const NOTHING = 'N/A';

const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...keyColumns(1),
  ...keyColumns(2),
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

/**
 * The report's content, the root user's row first. AWS: "Getting credential reports for your AWS account", IAM User
 * Guide. Nobody has a signing certificate or has used an access key here, and no password has to be rotated.
 */
export function credentialReportCsv({ partition, accountId }: Account, users: readonly IamUser[]): string {
  const root = [
    '<root_account>',
    `arn:${partition}:iam::${accountId}:root`,
    isoTime(ACCOUNT_OPENED),
    'not_supported',
    'no_information',
    'not_supported',
    'not_supported',
    'true',
    ...keyCells(undefined),
    ...keyCells(undefined),
    ...certificateCells(),
  ];
  return stringify([COLUMNS, root, ...users.map(row)], { eof: false });
}

function row(user: IamUser): string[] {
  const { loginProfile, passwordLastUsed } = user;
  return [
    user.userName,
    user.arn,
    isoTime(user.createDate),
    String(loginProfile !== undefined),
    loginProfile ? (isoTimeOf(passwordLastUsed) ?? 'no_information') : NOTHING,
    isoTimeOf(loginProfile?.passwordLastChanged) ?? NOTHING,
    NOTHING,
    String(user.mfaActive),
    ...keyCells(user.accessKeys[0]),
    ...keyCells(user.accessKeys[1]),
    ...certificateCells(),
  ];
}

function keyColumns(number: 1 | 2): string[] {
  return ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
    (column) => `access_key_${number}_${column}`,
  );
}

/** An inactive key keeps its date, though AWS's page promises one for active keys only. */
function keyCells(key: AccessKey | undefined): string[] {
  return [String(key?.status === 'Active'), isoTimeOf(key?.createDate) ?? NOTHING, NOTHING, NOTHING, NOTHING];
}

function certificateCells(): string[] {
  return ['false', NOTHING, 'false', NOTHING];
}

function isoTimeOf(time: number | undefined): string | undefined {
  return time === undefined ? undefined : isoTime(time);
}

function isoTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, '+00:00');
}
