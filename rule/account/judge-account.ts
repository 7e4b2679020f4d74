import type { IAMClient } from '@aws-sdk/client-iam';
import { type CredentialReport, fetchCredentialReport } from './credential-report';
import { decide, type Nearing, outlook, settle } from '../decision/decide';
import { EvaluationFailed } from '../decision/errors';
import { type Judgement, judgeLive } from './judge-live';
import { mapLimited } from './map-limited';
import type { RuleParameters } from '../decision/parameters';
import { listUsers } from './read-users';
import type { Time } from './time';
import type { CompleteUserFacts, UserFacts, UsersById } from '../decision/user-facts';

/** Few: IAM throttles at rates that AWS does not publish, and the account's other callers share them. */
const READS_IN_FLIGHT = 8;

/** How long candidates are read, in milliseconds: if IAM hardly answers, time must be left to report the others. */
const READING_TIME = 8 * 60_000;

/** A user on whom there is no verdict, and why. */
export interface UnreadUser {
  /** Name and unique id, or the id alone. */
  readonly who: string;
  readonly error: unknown;
}

/** What is read of everybody at once. */
export interface AccountReading {
  readonly listed: UsersById;
  readonly report: CredentialReport;
}

export interface JudgedAccount {
  readonly judged: readonly Judgement[];
  readonly unread: readonly UnreadUser[];
  /** Ids of users who were expected or listed, and exist no longer. */
  readonly gone: readonly string[];
  /** How many users the list and the report did not settle, so that they were read live. */
  readonly candidates: number;
}

export interface JudgeOptions {
  readonly parameters: RuleParameters;
  /** What the verdicts are asked for; the reads are as of their own time. */
  readonly now: Date;
  /** Ids of users who were there before: those who are not listed are looked for. */
  readonly expected?: Iterable<string>;
  /** Whether this user has been given this notice already, so need not be read again until the next stage. */
  readonly isTold?: (facts: UserFacts, nearing: Nearing) => boolean;
  readonly progress?: (read: number, of: number) => void;
}

export async function readAccount(iam: IAMClient, time: Time): Promise<AccountReading> {
  const [listed, report] = await Promise.all([listUsers(iam), fetchCredentialReport(iam, time)]);
  return { listed, report };
}

/**
 * A verdict on every listed user: triage by the list and the report, then live reads of those whom these do not settle.
 * The triage is an optimisation only: compliance is that of reading everything of everybody.
 *
 * A user who seems to be gone, or is missing from the list, is looked for in a new list by id, and read under the new name:
 * a rename between two pages, or two calls, hides a user. It never throws for users: who cannot be read is `unread`.
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
    if (time.now().getTime() > deadline) return unreadUser(facts, new EvaluationFailed('IAM answers too slowly'));
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
      ? unreadUser(user, new EvaluationFailed('renamed again and again while it was read'))
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

/** @throws EvaluationFailed that names the first user who could not be read, and why */
export function refuseUnread([first, ...others]: readonly UnreadUser[], remark = ''): void {
  if (!first) return;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new EvaluationFailed(`user ${first.who}${more} could not be read${remark}`, first.error);
}

/** Looks for users in a new list, by id. */
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
 * What a report of up to four hours ago proves: if it shows no password, one that was made since is young, so the user
 * counts as one without. Its keys prove nothing by themselves: they may have been deleted since.
 */
function withReport(user: UserFacts, report: CredentialReport): UserFacts {
  const facts = report.addTo(user);
  return report.rowOf(user)?.passwordEnabled === false ? { ...facts, loginProfile: 'none' } : facts;
}
