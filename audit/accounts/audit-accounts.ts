import { once } from 'node:events';
import type { Progress } from '../../rule/account/judge-account';
import { isBug } from '../aws/errors';
import type { AccountResult } from '../report/result';
import type { AccountSource, Question } from './source';
import { unreadAccount } from './unread';

/** A few, because each account is read with several calls in flight. */
const ACCOUNTS_AT_ONCE = 5;

/** What the reader of an audit hears while it runs. */
export interface AuditProgress {
  readonly users: (source: AccountSource) => Progress;
  readonly done: (source: AccountSource) => void;
}

/**
 * Reads the accounts, a few at a time, and yields them in the order of their sources. A file is read when its account is
 * asked for. One that cannot be read does not
 * stop the others. An account that two sources have counts once, as the first source shows it.
 *
 * @param stop ends the audit: what has been read by then is yielded
 * @throws the source's error if there is only one source, and it is not an account that is known by its id
 */
export async function* auditAccounts(
  sources: readonly AccountSource[],
  question: Question,
  progress: AuditProgress,
  stop: AbortSignal,
): AsyncGenerator<AccountResult> {
  const attempt = async (source: AccountSource): Promise<readonly AccountResult[]> => {
    if (stop.aborted) return [];
    try {
      const results = await untilStopped(source.read(question, progress.users(source)), stop);
      if (results) progress.done(source);
      return results ?? [];
    } catch (error) {
      if (isBug(error) || (sources.length === 1 && source.accountId === undefined)) throw error;
      progress.done(source);
      return [unreadAccount(error, source)];
    }
  };
  const limited = limiter(ACCOUNTS_AT_ONCE);
  const pending = sources.map((source) => {
    if (source.isFile === true) return { source, resultsOf: () => attempt(source) };
    const results = limited(() => attempt(source));
    // A rejection is handled when its turn comes.
    results.catch(() => undefined);
    return { source, resultsOf: () => results };
  });
  const seen = new Map<string, string>();
  for (let next = pending.shift(); next; next = pending.shift()) {
    for (const result of await next.resultsOf()) yield countedOnce(result, next.source.label, seen);
  }
}

/** @param seen where each account has been read, by its id */
function countedOnce(result: AccountResult, label: string, seen: Map<string, string>): AccountResult {
  if (result.kind === 'unread') return result;
  const { accountId } = result;
  const first = seen.get(accountId);
  if (first === undefined) {
    seen.set(accountId, label);
    return result;
  }
  return {
    kind: 'unread',
    accountId,
    name: label,
    reason: `account ${accountId} has been read already, from ${first}: it is not counted twice`,
    remedy: `Leave out ${first} or ${label}.`,
  };
}

/** @returns undefined if the signal comes first */
async function untilStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T | undefined> {
  const ended = new AbortController();
  const stopped = once(stop, 'abort', { signal: ended.signal }).then(() => undefined);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    ended.abort();
  }
}

/** Runs at most so many at once, in the order of the calls. */
function limiter(slots: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = slots;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
