import type { Chunks } from '../../audit/credential-report/decode';
import { openReport } from '../../audit/credential-report/open';
import { readCredentialReport } from '../../audit/credential-report/read-credential-report';
import { UnreadableReport } from '../../audit/credential-report/unreadable-report';
import type { SavedKey, SavedUser } from '../../audit/credential-report/users';
import type { Account, SeedUser } from '../index';
import { UsageError } from './errors';
import type { Population } from './population';

/** AWS: "IAM and AWS STS quotas", IAM User Guide. */
const USERS_PER_ACCOUNT = 5000;

/** The region of a partition where the account is. AWS: the SDKs' partitions.json, implicitGlobalRegion. */
const REGIONS = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-us-gov': 'us-gov-west-1',
} as const;

const NOTES = [
  'The report has no tags: users exempt by a tag are shown as inactive.',
  'It has no sign-ins and changes that are later than itself.',
  'It does not say when a password was created: password_last_changed is used instead or, without that, the time when the user was created.',
  'It has no unique ids (AIDA...) and no access key ids: those here are invented.',
];

/**
 * The users of a saved credential report.
 *
 * @param file its name, or `-` for standard input
 * @param folder the one that relative names start from
 * @param now in milliseconds since the epoch
 * @throws UsageError that names file, line and column if it is not a credential report of one account
 */
export async function loadCredentialReport(
  file: string,
  { stdin, folder, now }: { readonly stdin: Chunks; readonly folder: string; readonly now: number },
): Promise<Population> {
  const { name, chunks } = openReport(file, stdin, folder);
  const accounts: Account[] = [];
  const users: SeedUser[] = [];
  const read = readCredentialReport(
    chunks,
    { name, now: new Date(now) },
    {
      account: (accountId, partition) => {
        if (!isPartition(partition)) throw new UsageError(`${name}: the local AWS has no partition ${partition}`);
        accounts.push({ accountId, partition, region: REGIONS[partition] });
        if (accounts.length === 1) return;
        const ids = accounts.map((account) => account.accountId).join(' and ');
        throw new UsageError(`${name} has several accounts, ${ids}; the local AWS has one: give the report of one`);
      },
      user: (user) => {
        if (users.push(seedOf(user, now)) <= USERS_PER_ACCOUNT) return;
        throw new UsageError(`${name} has more than ${USERS_PER_ACCOUNT} users, IAM's quota for an account`);
      },
    },
  );
  await read.catch((error: unknown) => {
    throw error instanceof UnreadableReport ? new UsageError(error.message, { cause: error }) : error;
  });
  const [account] = accounts;
  if (!account) throw new Error(`${name} has no account`);
  return {
    source: `the credential report from ${name}`,
    notes: [...NOTES, ...notesOn(account)],
    account,
    parameters: {},
    load: (aws) => users.forEach((user) => aws.iam.seed(user)),
    meanwhile: () => Promise.resolve([]),
  };
}

function notesOn({ partition, region }: Account): string[] {
  if (['aws', 'aws-cn', 'aws-us-gov'].includes(partition)) return [];
  return [`AWS does not document whether AWS Config records IAM users in ${region}: here it does.`];
}

function isPartition(text: string): text is Account['partition'] {
  return Object.hasOwn(REGIONS, text);
}

/** The local IAM takes no time that is later than now or older than the user; a report may have both. */
function seedOf(user: SavedUser, now: number): SeedUser {
  const { passwordLastUsed: used, passwordLastChanged: changed } = user;
  const upToNow = (date: Date): number => Math.min(date.getTime(), now);
  const dates = [
    user.created,
    changed,
    used === 'never' ? undefined : used,
    ...user.keys.map(({ created }) => created),
  ];
  const createDate = Math.min(...dates.map((date) => (date ? upToNow(date) : now)));
  const keyOf = ({ active, created }: SavedKey): NonNullable<SeedUser['accessKeys']>[number] => ({
    createDate: upToNow(created ?? user.created),
    status: active ? 'Active' : 'Inactive',
  });
  return {
    userName: user.name,
    path: user.path,
    createDate,
    mfaActive: user.mfaActive,
    ...(used !== 'never' && { passwordLastUsed: upToNow(used) }),
    ...(user.passwordEnabled && { loginProfile: { createDate: upToNow(changed ?? user.created) } }),
    accessKeys: user.keys.map(keyOf),
  };
}
