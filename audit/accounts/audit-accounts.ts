import type { Progress } from '../../rule/account/judge-account';
import { errorText } from '../errors';
import type { AccountResult } from '../report/result';
import type { AccountSource, Question } from './source';

/** A few, because each account is read with several calls in flight. */
const ACCOUNTS_AT_ONCE = 5;

/**
 * Reads the accounts, a few at a time, and yields them in the order of their sources. One of several that cannot be read
 * does not stop the others.
 *
 * @throws the source's error if there is only one source
 */
export async function* auditAccounts(
  sources: readonly AccountSource[],
  question: Question,
  progress: (source: AccountSource) => Progress,
): AsyncGenerator<AccountResult> {
  const attempt = async (source: AccountSource): Promise<readonly AccountResult[]> => {
    try {
      return await source.read(question, progress(source));
    } catch (error) {
      if (sources.length === 1) throw error;
      return [{ kind: 'unread', name: source.label, reason: errorText(error) }];
    }
  };
  const started: Promise<readonly AccountResult[]>[] = [];
  for (const source of sources) {
    started.push(attempt(source));
    if (started.length === ACCOUNTS_AT_ONCE) yield* (await started.shift()) ?? [];
  }
  for (const results of started) yield* await results;
}
