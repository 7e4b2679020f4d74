import { stringify } from 'csv-stringify/sync';
import type { Account } from '../../core/account';
import type { IamBehaviour } from './context';
import type { AccessKey, IamUser } from './user';

/** When the account was opened, which is before any user was created. */
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

type ReportBehaviour = Pick<IamBehaviour, 'reportQuoting' | 'reportForm'>;

/**
 * The report's content, the root user's row first, without a line break at its end. AWS: "Getting credential reports for
 * your AWS account", IAM User Guide. Here no user has a signing certificate or has used an access key, and no password has
 * to be rotated.
 */
export function credentialReportCsv(
  account: Account,
  users: readonly IamUser[],
  { reportQuoting, reportForm }: ReportBehaviour,
): string {
  const form = FORMS[reportForm];
  const rows = [COLUMNS, rootRow(account, form), ...users.map((user) => row(user, form))];
  if (reportQuoting === 'never') return rows.map((cells) => cells.join(',')).join('\n');
  return stringify(rows, { eof: false });
}

/** What differs between reports of different years. */
interface Form {
  readonly zone: 'Z' | '+00:00';
  /** password_enabled, password_last_used, password_last_changed, password_next_rotation. */
  readonly rootPassword: readonly string[];
  readonly slots: (keys: readonly AccessKey[]) => readonly AccessKey[];
}

const FORMS: Readonly<Record<IamBehaviour['reportForm'], Form>> = {
  '2026': {
    zone: 'Z',
    rootPassword: ['true', isoTime(ACCOUNT_OPENED, 'Z'), isoTime(ACCOUNT_OPENED, 'Z'), 'not_supported'],
    slots: (keys) => keys.toSorted((one, other) => Number(isActive(other)) - Number(isActive(one))),
  },
  '2021': {
    zone: '+00:00',
    rootPassword: ['not_supported', 'no_information', 'not_supported', 'not_supported'],
    slots: (keys) => keys,
  },
};

function rootRow({ partition, accountId }: Account, form: Form): string[] {
  return [
    '<root_account>',
    `arn:${partition}:iam::${accountId}:root`,
    isoTime(ACCOUNT_OPENED, form.zone),
    ...form.rootPassword,
    'true',
    ...keyCells(undefined, form),
    ...keyCells(undefined, form),
    ...certificateCells(),
  ];
}

function row(user: IamUser, form: Form): string[] {
  const { loginProfile, passwordLastUsed } = user;
  const [first, second] = form.slots(user.accessKeys);
  return [
    user.userName,
    user.arn,
    isoTime(user.createDate, form.zone),
    String(loginProfile !== undefined),
    loginProfile ? (isoTimeOf(passwordLastUsed, form) ?? 'no_information') : NOTHING,
    isoTimeOf(loginProfile?.passwordLastChanged, form) ?? NOTHING,
    NOTHING,
    String(user.mfaActive),
    ...keyCells(first, form),
    ...keyCells(second, form),
    ...certificateCells(),
  ];
}

function keyColumns(number: 1 | 2): string[] {
  return ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
    (column) => `access_key_${number}_${column}`,
  );
}

/** An inactive key keeps its date, though AWS's page promises one for active keys only. */
function keyCells(key: AccessKey | undefined, form: Form): string[] {
  const active = key !== undefined && isActive(key);
  return [String(active), isoTimeOf(key?.createDate, form) ?? NOTHING, NOTHING, NOTHING, NOTHING];
}

function isActive({ status }: AccessKey): boolean {
  return status === 'Active';
}

function certificateCells(): string[] {
  return ['false', NOTHING, 'false', NOTHING];
}

function isoTimeOf(time: number | undefined, { zone }: Form): string | undefined {
  return time === undefined ? undefined : isoTime(time, zone);
}

function isoTime(time: number, zone: Form['zone']): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, zone);
}
