import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Account, SeedUser } from '../index';
import { type ReportRow, readReportRows } from './credential-report-rows';
import { messageOf } from './error-text';
import type { Population } from './population';
import { UsageError } from './usage-error';

const ROOT = '<root_account>';
/** AWS: "IAM and AWS STS quotas", IAM User Guide. */
const USERS_PER_ACCOUNT = 5000;
const USER_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):user(\/(?:[\u0021-\u007e]*\/)?)([\w+=,.@-]{1,64})$/;
const ROOT_ARN = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):root$/;

/** Where the global resources of a partition are recorded by default. */
const REGIONS = { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' } as const;

const NOTES = [
  'The report holds no tags: a user who is exempt by a tag in the account is shown as inactive.',
  'Sign-ins and changes after the report was made are not in it.',
  'It does not say when a password was first made: password_last_changed is taken for that, or the creation of the user where there is none.',
  'Unique ids (AIDA...) and access key ids are not in it: they are made up here.',
];

/**
 * The users of a credential report.
 *
 * @param file its name, or `-` for standard input
 * @param folder against which a relative name is resolved
 * @param now in milliseconds since the epoch: nothing in the report may be later
 * @throws UsageError that names file, line and column where it cannot be read or is not a credential report
 */
export async function readCredentialReport(file: string, folder: string, now: number): Promise<Population> {
  const name = file === '-' ? 'standard input' : file;
  return populationOf(name, await contentOf(file === '-' ? undefined : resolve(folder, file), name), now);
}

async function contentOf(file: string | undefined, name: string): Promise<Buffer> {
  try {
    return file === undefined ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new UsageError(`--credential-report: ${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** @throws UsageError */
export function populationOf(file: string, csv: Buffer, now: number): Population {
  const users: SeedUser[] = [];
  const names = new Set<string>();
  let account: Account | undefined;
  for (const row of readReportRows(file, csv)) {
    const owner = accountOf(row);
    if (account && (account.accountId !== owner.accountId || account.partition !== owner.partition)) {
      throw row.fault('arn', `must be of the account of the rows before, ${account.partition} ${account.accountId}`);
    }
    account = owner;
    if (row.text('user') === ROOT) continue;
    const user = readUser(row.checked(), now);
    const key = user.userName.toLowerCase();
    if (names.has(key)) throw row.fault('user', 'must not be a user of the rows before (whatever the case)');
    if (names.add(key).size > USERS_PER_ACCOUNT) {
      throw row.fault('user', `must be one of at most ${USERS_PER_ACCOUNT}, as an account has no more users`);
    }
    users.push(user);
  }
  if (!account) throw new UsageError(`${file}: line 2: must be the root user's or a user's row, but there is none`);
  return {
    source: `the credential report from ${file}`,
    notes: NOTES,
    account,
    parameters: {},
    load: (aws) => users.forEach((user) => aws.iam.seed(user)),
    meanwhile: () => Promise.resolve([]),
  };
}

function accountOf(row: ReportRow): Account {
  const isRoot = row.text('user') === ROOT;
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
  const createDate = row.timeWithin('user_creation_time', 0, now);
  if (createDate === undefined) throw row.fault('user_creation_time', 'must be a time');
  const passwordLastUsed = row.timeWithin('password_last_used', createDate, now);
  const passwordChanged = row.timeWithin('password_last_changed', createDate, now);
  return {
    userName,
    path,
    createDate,
    mfaActive: row.flag('mfa_active'),
    ...(passwordLastUsed !== undefined && { passwordLastUsed }),
    ...(row.flag('password_enabled') && { loginProfile: { createDate: passwordChanged ?? createDate } }),
    accessKeys: [
      ...keyOf(row, ['access_key_1_active', 'access_key_1_last_rotated'], createDate, now),
      ...keyOf(row, ['access_key_2_active', 'access_key_2_last_rotated'], createDate, now),
    ],
  };
}

/** A key is there where it is active, or has a date: that of an inactive key stays in the report. */
function keyOf(
  row: ReportRow,
  [active, rotated]:
    ['access_key_1_active', 'access_key_1_last_rotated'] | ['access_key_2_active', 'access_key_2_last_rotated'],
  earliest: number,
  now: number,
): NonNullable<SeedUser['accessKeys']> {
  const created = row.timeWithin(rotated, earliest, now);
  if (row.flag(active)) return [{ createDate: created ?? earliest, status: 'Active' }];
  return created === undefined ? [] : [{ createDate: created, status: 'Inactive' }];
}
