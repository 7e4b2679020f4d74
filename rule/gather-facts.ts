import type { IAMClient } from '@aws-sdk/client-iam';
import type { CredentialReport } from './credential-report';
import { decide } from './decide';
import { mapLimited } from './map-limited';
import type { RuleParameters } from './parameters';
import { readUntil } from './read-users';
import type { UserFacts } from './user-facts';

/** Few: IAM throttles at rates that AWS does not publish, and the account's other callers share them. */
const READS_IN_FLIGHT = 8;

export interface GatheredFacts {
  /** Of every user who is still there, enough that `decide` has an answer. */
  readonly users: readonly UserFacts[];
  /** How many of them list and report did not settle, so that they were read live. */
  readonly candidates: number;
}

/**
 * Enough facts of every listed user: triage by the list and the report, then live reads of those whom these do not
 * settle. An optimisation only: the verdicts are those of reading everything of everybody.
 *
 * @throws EvaluationFailed, naming the user, where one cannot be read
 */
export async function gatherFacts(
  iam: IAMClient,
  listed: readonly UserFacts[],
  report: CredentialReport,
  parameters: RuleParameters,
  now: Date,
  progress: (read: number, of: number) => void = () => undefined,
): Promise<GatheredFacts> {
  const isSettled = (facts: UserFacts) => decide(facts, parameters, now) !== undefined;
  const known = listed.map((user) => withReport(user, report));
  const candidates = known.filter((facts) => !isSettled(facts));
  let done = 0;
  const read = await mapLimited(candidates, READS_IN_FLIGHT, async (facts) => {
    const result = await readUntil(iam, facts, isSettled);
    done += 1;
    progress(done, candidates.length);
    return result;
  });
  // Whoever has just gone is not spoken of: the next evaluation finds them under another name, or retires them.
  const present = read.filter((facts) => facts !== 'gone');
  return { users: [...known.filter(isSettled), ...present], candidates: candidates.length };
}

/**
 * What a report of up to four hours ago proves: that it shows no password, that one made since is young; so it may be
 * taken as none. Its keys prove nothing: they may have been deleted since.
 */
function withReport(user: UserFacts, report: CredentialReport): UserFacts {
  const facts = report.addTo(user);
  return report.rowOf(user)?.passwordEnabled === false ? { ...facts, loginProfile: 'none' } : facts;
}
