import { denialIn } from '../checks/denial';
import { errorText } from '../errors';
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
    reason: errorText(error),
    ...(todo !== undefined && { remedy: todo }),
  };
}

/** What to do about an error that any account can have. */
function remedyFor(error: unknown): string | undefined {
  const denial = denialIn(error);
  if (denial?.byServiceControlPolicy) {
    return 'A service control policy of the organization denies it: change the policy, or leave the account out.';
  }
  if (denial) return `Allow ${denial.action ?? 'the call that AWS names'}; docs/audit.md has the whole policy.`;
  const text = errorText(error);
  if (/expired/i.test(text)) return 'The credentials have expired: get new ones, and start the audit again.';
  if (/thrott|rate exceeded/i.test(text)) return 'AWS throttles the calls: start the audit again later.';
  return undefined;
}
