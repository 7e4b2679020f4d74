import { stat } from 'node:fs/promises';
import { decide } from '../../rule/decision/decide';
import type { CompleteUserFacts } from '../../rule/decision/user-facts';
import type { Chunks } from '../credential-report/decode';
import { openReport } from '../credential-report/open';
import { readCredentialReport } from '../credential-report/read-credential-report';
import type { SavedUser } from '../credential-report/users';
import { AccountTally, UNKNOWN_ID } from '../report/judge';
import type { AccountAudit } from '../report/result';
import type { AccountSource, Question } from './source';

const CAVEATS = [
  'A credential report has no tags, so users who are exempt by tag are shown as not exempt.',
  'It shows at most two access keys, and no sign-in, new key or new password since it was made.',
  'It does not show when a password was created: the date of its last change is used instead.',
];

const NO_OWNERS = 'Without tags, --owner-tag shows no owner.';

/**
 * A downloaded credential report, of one account or of several.
 *
 * @param file its name, or `-` for standard input
 */
export function savedReport(file: string, stdin: Chunks): AccountSource {
  const { name: label, chunks } = openReport(file, stdin);
  return {
    label,
    isFile: true,
    read: async (question) => {
      const { accounts, generated } = await readSavedReport(chunks, label, question);
      const made = generated
        ? { reportMade: generated }
        : file !== '-' && { reportMade: (await stat(file)).mtime, isReportMadeAssumed: true as const };
      return accounts.map((account) => ({ ...account, ...made }));
    },
  };
}

/**
 * The accounts of a report, in the order in which they appear, and the report's time if the file tells it.
 *
 * @param file its name, for errors
 * @throws UnreadableReport that names the file, the line and the column, if it is not a credential report
 */
export async function readSavedReport(
  chunks: Chunks,
  file: string,
  question: Question,
): Promise<{ readonly accounts: readonly AccountAudit[]; readonly generated?: Date }> {
  const { parameters, now, ownerTag } = question;
  const accounts = new Map<string, { readonly accountId: string; readonly tally: AccountTally }>();
  // Partitions share no account, but two may use the same id.
  const keyOf = (partition: string, accountId: string) => `${partition} ${accountId}`;
  const { generated } = await readCredentialReport(
    chunks,
    { name: file, now },
    {
      account: (accountId, partition) => {
        accounts.set(keyOf(partition, accountId), { accountId, tally: new AccountTally(question) });
      },
      user: (user) => {
        const facts = factsOf(user);
        const judged = { facts, verdict: decide(facts, parameters, now) };
        const { passwordEnabled, mfaActive: mfa } = user;
        const hasActiveKey = user.keys.some(({ active }) => active);
        accounts.get(keyOf(user.partition, user.accountId))?.tally.add(judged, { passwordEnabled, hasActiveKey, mfa });
      },
    },
  );
  const audited = [...accounts.values()].map(({ accountId, tally }) => ({
    kind: 'audited' as const,
    accountId,
    source: { kind: 'credential report' as const, file },
    basis: { kind: 'options' as const },
    ...tally.result(),
    caveats: ownerTag === undefined ? CAVEATS : [...CAVEATS, NO_OWNERS],
  }));
  return { accounts: audited, ...(generated && { generated }) };
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
