import type { Chunks } from '../credential-report/decode';
import { readCredentialReport } from '../credential-report/read-credential-report';
import { UnreadableReport } from '../credential-report/unreadable-report';
import type { SavedUser } from '../credential-report/users';
import type { CompleteUserFacts } from '../../rule/decision/user-facts';
import { UNKNOWN_ID } from './judge';
import type { Evidence } from './live-account';

interface SavedReport extends Omit<Evidence, 'users'> {
  readonly users: readonly CompleteUserFacts[];
}

const CAVEATS = [
  'A credential report has no tags, so users who are exempt by tag are shown as not exempt.',
  'It shows at most two access keys, and no sign-in, new key or new password since it was made.',
  'It does not show when a password was created: the date of its last change is used instead.',
];

/**
 * Reads a downloaded credential report.
 *
 * @param name of the file, for errors
 * @throws UnreadableReport if it is not a credential report of one account
 */
export async function readSavedReport(
  chunks: Chunks,
  { name, now }: { name: string; now: Date },
): Promise<SavedReport> {
  const accounts: string[] = [];
  const users: CompleteUserFacts[] = [];
  const { generated } = await readCredentialReport(
    chunks,
    { name, now },
    {
      account: (accountId) => {
        if (accounts.push(accountId) > 1) {
          throw new UnreadableReport(name, ` has several accounts, ${accounts.join(' and ')}; give the report of one`);
        }
      },
      user: (user) => users.push(factsOf(user)),
    },
  );
  const [accountId = ''] = accounts;
  return { accountId, users, ...(generated && { reportMade: generated }), caveats: CAVEATS };
}

function factsOf(user: SavedUser): CompleteUserFacts {
  const { arn, path, name, created, passwordLastUsed, passwordLastChanged } = user;
  return {
    id: UNKNOWN_ID,
    name,
    path,
    arn,
    created,
    passwordLastUsed,
    loginProfile: user.passwordEnabled ? { created: passwordLastChanged ?? created } : 'none',
    accessKeys: user.keys.length > 0 ? 'some' : 'none',
    tags: [],
    ...(passwordLastChanged && { passwordLastChanged }),
  };
}
