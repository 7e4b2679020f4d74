import type { IAMClient } from '@aws-sdk/client-iam';
import { type CredentialReport, fetchCredentialReport } from './credential-report';
import { decide, type Nearing, outlook, settle } from '../decision/decide';
import { MINUTE } from '../decision/dates';
import { OperationFailed } from '../decision/errors';
import { type Judgement, judgeLive } from './judge-live';
import { mapLimited } from './map-limited';
import type { RuleParameters } from '../decision/parameters';
import { listUsers } from './read-users';
import type { Time } from './time';
import type { CompleteUserFacts, UserFacts, UsersById } from '../decision/user-facts';

/** Low, because AWS does not publish IAM's rate limits and the account's other callers share them. */
const READS_IN_FLIGHT = 8;

/** If IAM is very slow, this leaves time to report the other users within the function's 15 minutes. */
const READING_TIME = 8 * MINUTE;

/** A user without a verdict, and why. */
export interface UnreadUser {
  /** Name and unique id, or the id alone. */
  readonly who: string;
  readonly error: unknown;
}

/** Reports how many users, or regions, have been read. */
export type Progress = (read: number, of: number) => void;

/** What a few calls show of all users. */
interface AccountReading {
  readonly listed: UsersById;
  readonly report: CredentialReport;
}

interface JudgedAccount {
  readonly judged: readonly Judgement[];
  readonly unread: readonly UnreadUser[];
  /** Ids of users who were expected or listed and no longer exist. */
  readonly gone: readonly string[];
  /** How many users had to be read live, because the list and the report did not settle them. */
  readonly candidates: number;
}

export interface JudgeOptions {
  readonly parameters: RuleParameters;
  /** The time of the verdicts. The reads happen at their own time. */
  readonly now: Date;
  /** Ids of users who existed before. Those missing from the list are looked for. */
  readonly expected?: Iterable<string>;
  /** Whether this notice has been sent already: the user is then not read again until the next stage. */
  readonly isTold?: (facts: UserFacts, nearing: Nearing) => boolean;
  readonly progress?: Progress;
}

export async function readAccount(iam: IAMClient, time: Time): Promise<AccountReading> {
  const [listed, report] = await Promise.all([listUsers(iam), fetchCredentialReport(iam, time)]);
  return { listed, report };
}

/**
 * A verdict on every listed user: triage by the list and the report, then live reads of the users that these do not
 * settle. The triage only saves calls: the compliance is the same as if everything were read of every user.
 *
 * A rename between two pages or two calls hides a user. A user who seems to be gone, or is missing from the list, is
 * therefore looked for by id in a new list and read under the new name. A user who cannot be read is in `unread`; only a
 * fault of the whole account throws.
 */
export async function judgeAccount(
  { iam, time }: { iam: IAMClient; time: Time },
  { listed, report }: AccountReading,
  options: JudgeOptions,
): Promise<JudgedAccount> {
  const { parameters, now, expected = [], isTold = () => false, progress = () => undefined } = options;
  const judgement = {
    settle: (facts: UserFacts) => settle(facts, parameters, now),
    decide: (facts: CompleteUserFacts) => decide(facts, parameters, now),
  };
  const settled: Judgement[] = [];
  const candidates: UserFacts[] = [];
  for (const user of listed.values()) {
    const facts = withReport(user, report);
    const verdict = judgement.settle(facts) ?? nearingToldTo(facts);
    if (verdict) settled.push({ facts, verdict });
    else candidates.push(facts);
  }

  const deadline = time.now().getTime() + READING_TIME;
  const read = async (facts: UserFacts): Promise<Judgement | UnreadUser | 'gone'> => {
    if (time.now().getTime() > deadline) return unreadUser(facts, new OperationFailed('IAM answers too slowly'));
    try {
      return await judgeLive(iam, facts, report.rowOf(facts)?.keysCreated ?? [], judgement);
    } catch (error) {
      return unreadUser(facts, error);
    }
  };
  let done = 0;
  const first = await mapLimited(candidates, READS_IN_FLIGHT, async (facts) => {
    const result = await read(facts);
    done += 1;
    progress(done, candidates.length);
    return result;
  });
  const { found, gone, unread } = await lookFor(iam, [
    ...candidates.filter((_, index) => first[index] === 'gone').map(({ id }) => id),
    ...[...expected].filter((id) => !listed.has(id)),
  ]);
  const second = await mapLimited(found, READS_IN_FLIGHT, async (user) => {
    const again = await read(withReport(user, report));
    return again === 'gone'
      ? unreadUser(user, new OperationFailed('renamed again and again while it was read'))
      : again;
  });
  const results = [...first, ...second].filter((result) => result !== 'gone');
  return {
    judged: [...settled, ...results.filter((result) => 'verdict' in result)],
    unread: [...results.filter((result) => 'error' in result), ...unread],
    gone,
    candidates: candidates.length,
  };

  function nearingToldTo(facts: UserFacts): Nearing | undefined {
    const ahead = outlook(facts, parameters, now);
    return ahead.kind === 'nearing' && isTold(facts, ahead) ? ahead : undefined;
  }
}

/** @throws OperationFailed that names the first of the users, if there are any */
export function refuseUnread([first, ...others]: readonly UnreadUser[], remark = ''): void {
  if (!first) return;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new OperationFailed(`user ${first.who}${more} could not be read${remark}`, first.error);
}

/** Looks for users by id in a new list. */
async function lookFor(
  iam: IAMClient,
  ids: readonly string[],
): Promise<Pick<JudgedAccount, 'gone' | 'unread'> & { readonly found: readonly UserFacts[] }> {
  if (ids.length === 0) return { found: [], gone: [], unread: [] };
  try {
    const users = await listUsers(iam);
    return { found: ids.flatMap((id) => users.get(id) ?? []), gone: ids.filter((id) => !users.has(id)), unread: [] };
  } catch (error) {
    return { found: [], gone: [], unread: ids.map((who) => ({ who, error })) };
  }
}

function unreadUser({ name, id }: UserFacts, error: unknown): UnreadUser {
  return { who: `${name} (${id})`, error };
}

/**
 * Adds what a report up to four hours old proves. If it shows no password, any password is newer than the report, so the
 * user counts as one without. Its access keys prove nothing: they may have been deleted since.
 */
function withReport(user: UserFacts, report: CredentialReport): UserFacts {
  const facts = report.addTo(user);
  return report.rowOf(user)?.passwordEnabled === false ? { ...facts, loginProfile: 'none' } : facts;
}
