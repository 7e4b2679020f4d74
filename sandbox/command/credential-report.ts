import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Account, SeedUser } from '../index';
import { type ReportRow, readReportRows } from './credential-report-rows';
import { textOf, UsageError } from './errors';
import type { Population } from './population';

/** AWS: "IAM and AWS STS quotas", IAM User Guide. */
const USERS_PER_ACCOUNT = 5000;
const USER_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):user(\/(?:[\u0021-\u007e]*\/)?)([\w+=,.@-]{1,64})$/;
const ROOT_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):root$/;

/** The region of a partition that records global resources by default. */
const REGIONS = { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' } as const;

const NOTES = [
  'The report has no tags: users exempt by a tag are shown as inactive.',
  'It has no sign-ins and changes that are later than itself.',
  'It does not say when a password was created: password_last_changed is used instead or, without that, the time when the user was created.',
  'It has no unique ids (AIDA...) and no access key ids: those here are invented.',
];

/**
 * The users of a credential report.
 *
 * @param file its name, or `-` for standard input
 * @param folder the one that relative names start from
 * @param now in milliseconds since the epoch: no time in the report may be later
 * @throws UsageError that names file, line and column if it cannot be read or is not a credential report
 */
export async function readCredentialReport(file: string, folder: string, now: number): Promise<Population> {
  const name = file === '-' ? 'standard input' : file;
  try {
    const csv = file === '-' ? await buffer(process.stdin) : await readFile(resolve(folder, file));
    return populationOf(name, csv, now);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--credential-report: ${name} cannot be read: ${textOf(error)}`, { cause: error });
  }
}

/** @throws UsageError */
export function populationOf(file: string, csv: Buffer, now: number): Population {
  const users: SeedUser[] = [];
  const names = new Set<string>();
  let account: Account | undefined;
  for (const row of readReportRows(file, csv)) {
    const isRoot = row.text('user') === '<root_account>';
    const owner = accountOf(row, isRoot);
    if (account && (account.accountId !== owner.accountId || account.partition !== owner.partition)) {
      throw row.fault('arn', `must be in the account of the rows before, ${account.partition} ${account.accountId}`);
    }
    account = owner;
    if (isRoot) continue;
    const user = readUser(row.checked(), now);
    const key = user.userName.toLowerCase();
    if (names.has(key)) throw row.fault('user', 'must not be a user of an earlier row, in upper or lower case');
    if (names.add(key).size > USERS_PER_ACCOUNT) {
      throw row.fault('user', `must be one of at most ${USERS_PER_ACCOUNT} users, IAM's quota`);
    }
    users.push(user);
  }
  if (!account)
    throw new UsageError(`${file}: line 2: must be a row of the root user or of a user, but there are no rows`);
  return {
    source: `the credential report from ${file}`,
    notes: NOTES,
    account,
    parameters: {},
    load: (aws) => users.forEach((user) => aws.iam.seed(user)),
    meanwhile: () => Promise.resolve([]),
  };
}

function accountOf(row: ReportRow, isRoot: boolean): Account {
  const [, partition, accountId] = (isRoot ? ROOT_ARN : USER_ARN).exec(row.text('arn')) ?? [];
  if (accountId === undefined || !isPartition(partition)) {
    throw row.fault('arn', isRoot ? "must be the root user's ARN" : "must be an IAM user's ARN");
  }
  return { accountId, partition, region: REGIONS[partition] };
}

function isPartition(text: string | undefined): text is Account['partition'] {
  return text !== undefined && Object.hasOwn(REGIONS, text);
}

function readUser(row: ReportRow, now: number): SeedUser {
  const [, , , path = '', userName = ''] = USER_ARN.exec(row.text('arn')) ?? [];
  if (row.text('user') !== userName) throw row.fault('user', `must be the name in the ARN, ${userName}`);
  const createDate = row.time('user_creation_time', 0, now);
  if (createDate === undefined) throw row.fault('user_creation_time', 'must be a time');
  const passwordLastUsed = row.time('password_last_used', createDate, now);
  const passwordChanged = row.time('password_last_changed', createDate, now);
  return {
    userName,
    path,
    createDate,
    mfaActive: row.flag('mfa_active'),
    ...(passwordLastUsed !== undefined && { passwordLastUsed }),
    ...(row.flag('password_enabled') && { loginProfile: { createDate: passwordChanged ?? createDate } }),
    accessKeys: [...keyOf(row, 1, createDate, now), ...keyOf(row, 2, createDate, now)],
  };
}

/** The user has the key if it is active or has a date: the report keeps an inactive key's date. */
function keyOf(row: ReportRow, key: 1 | 2, earliest: number, now: number): NonNullable<SeedUser['accessKeys']> {
  const created = row.time(`access_key_${key}_last_rotated`, earliest, now);
  if (row.flag(`access_key_${key}_active`)) return [{ createDate: created ?? earliest, status: 'Active' }];
  return created === undefined ? [] : [{ createDate: created, status: 'Inactive' }];
}
