import type { IAMClient } from '@aws-sdk/client-iam';
import { type CredentialReport, fetchCredentialReport } from './credential-report';
import { decide, type Nearing, outlook, settle } from './decide';
import { EvaluationFailed } from './errors';
import { type Judgement, judgeLive } from './judge-live';
import { mapLimited } from './map-limited';
import type { RuleParameters } from './parameters';
import { listUsers } from './read-users';
import type { Time } from './time';
import type { CompleteUserFacts, UserFacts } from './user-facts';

/** Few: IAM throttles at rates that AWS does not publish, and the account's other callers share them. */
const READS_IN_FLIGHT = 8;

/** How long candidates are read, in milliseconds: if IAM hardly answers, time must be left to report the others. */
const READING_TIME = 8 * 60_000;

/** A user on whom there is no verdict, and why. */
export interface UnreadUser {
  readonly facts: UserFacts;
  readonly error: unknown;
}

/** What is read of everybody at once. */
export interface AccountReading {
  readonly listed: readonly UserFacts[];
  readonly report: CredentialReport;
}

export interface JudgedAccount {
  /** The users of the latest list. */
  readonly listed: readonly UserFacts[];
  readonly judged: readonly Judgement[];
  readonly unread: readonly UnreadUser[];
  /** How many users the list and the report did not settle, so that they were read live. */
  readonly candidates: number;
}

export interface JudgeOptions {
  readonly parameters: RuleParameters;
  /** What the verdicts are asked for; the reads are as of their own time. */
  readonly now: Date;
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
 * A user who seems to be gone is looked for in a new list, by id, and read under the new name. It never throws for one
 * user: those who cannot be read are `unread`.
 */
export async function judgeAccount(
  { iam, time }: { iam: IAMClient; time: Time },
  { listed, report }: AccountReading,
  options: JudgeOptions,
): Promise<JudgedAccount> {
  const { parameters, now, isTold = () => false, progress = () => undefined } = options;
  const judgement = {
    settle: (facts: UserFacts) => settle(facts, parameters, now),
    decide: (facts: CompleteUserFacts) => decide(facts, parameters, now),
  };
  const settled: Judgement[] = [];
  const candidates: UserFacts[] = [];
  for (const user of listed) {
    const facts = withReport(user, report);
    const verdict = judgement.settle(facts) ?? nearingToldTo(facts);
    if (verdict) settled.push({ facts, verdict });
    else candidates.push(facts);
  }

  const deadline = time.now().getTime() + READING_TIME;
  let done = 0;
  const read = async (facts: UserFacts): Promise<Judgement | UnreadUser | 'gone'> => {
    if (time.now().getTime() > deadline) return unread(facts, new EvaluationFailed('IAM answers too slowly'));
    try {
      return await judgeLive(iam, facts, report.rowOf(facts)?.keysCreated ?? [], judgement);
    } catch (error) {
      return unread(facts, error);
    } finally {
      done += 1;
      progress(done, candidates.length);
    }
  };
  const first = await mapLimited(candidates, READS_IN_FLIGHT, read);
  const missing = candidates.filter((_, index) => first[index] === 'gone');
  const latest = missing.length > 0 ? await listUsers(iam) : listed;
  const second = await mapLimited(renamed(missing, latest), READS_IN_FLIGHT, async (user) => {
    const facts = withReport(user, report);
    const again = await read(facts);
    return again === 'gone' ? unread(facts, new EvaluationFailed('renamed again and again while it was read')) : again;
  });
  const results = [...first, ...second].filter((result) => result !== 'gone');
  return {
    listed: latest,
    judged: [...settled, ...results.filter((result) => 'verdict' in result)],
    unread: results.filter((result) => 'error' in result),
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
  const { name, id } = first.facts;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new EvaluationFailed(`user ${name} (${id})${more} could not be read${remark}`, first.error);
}

/** Those who are still there, as the new list shows them. */
function renamed(missing: readonly UserFacts[], latest: readonly UserFacts[]): UserFacts[] {
  const ids = new Set(missing.map(({ id }) => id));
  return latest.filter(({ id }) => ids.has(id));
}

function unread(facts: UserFacts, error: unknown): UnreadUser {
  return { facts, error };
}

/**
 * What a report of up to four hours ago proves: if it shows no password, one that was made since is young, so the user
 * counts as one without. Its keys prove nothing by themselves: they may have been deleted since.
 */
function withReport(user: UserFacts, report: CredentialReport): UserFacts {
  const facts = report.addTo(user);
  return report.rowOf(user)?.passwordEnabled === false ? { ...facts, loginProfile: 'none' } : facts;
}
