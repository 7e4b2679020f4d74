import { allowRemedy, denialIn } from '../aws/denial';
import { errorText } from '../aws/errors';
import { UnreadableReport } from '../credential-report/unreadable-report';
import type { UnreadAccount } from '../report/result';
import type { AccountSource } from './source';

/** An account that could not be read: the error, and what to do. */
export function unreadAccount(
  error: unknown,
  { label, accountId, name = label, remedy }: Omit<AccountSource, 'read'>,
): UnreadAccount {
  const todo = remedy?.(error) ?? remedyFor(error);
  return {
    kind: 'unread',
    ...(accountId !== undefined && { accountId }),
    ...(name !== accountId && { name }),
    // The label is the file's name.
    reason: error instanceof UnreadableReport ? error.fault : errorText(error),
    ...(todo !== undefined && { remedy: todo }),
  };
}

/** What to do about an error that any account can have. */
function remedyFor(error: unknown): string | undefined {
  const denial = denialIn(error);
  if (denial?.byServiceControlPolicy) {
    return 'A service control policy of the organization denies it: change the policy, or leave the account out.';
  }
  if (denial) return allowRemedy(denial.action);
  const text = errorText(error);
  if (/expired/i.test(text)) return 'The credentials have expired: get new ones, and start the audit again.';
  if (/thrott|rate exceeded/i.test(text)) return 'AWS throttles the calls: start the audit again later.';
  return undefined;
}
