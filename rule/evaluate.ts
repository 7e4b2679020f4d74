import type { Evaluation } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { announce } from './announce';
import { fetchCredentialReport } from './credential-report';
import { type Verdict, verdictOf } from './decide';
import type { Dependencies } from './dependencies';
import { EvaluationFailed } from './errors';
import { gatherFacts } from './gather-facts';
import type { Invocation } from './invocation';
import type { RuleParameters } from './parameters';
import { putEvaluations } from './put-evaluations';
import { listUsers } from './read-users';
import { readBlockedUsers } from './remediation-exceptions';
import { resultOf } from './result';
import { readStoredResults, type StoredResult } from './stored-results';
import type { Time } from './time';
import type { UserFacts } from './user-facts';

/** Half of the shortest schedule that Config has, one hour. */
const REPEAT_AFTER = 30 * 60 * 1000;

/** Counts for the log and its metrics, not for decisions. */
export interface EvaluationSummary {
  readonly users: number;
  readonly candidates: number;
  readonly inactive: number;
  readonly exempt: number;
  /** Users to whom a stage of warnDays applies. */
  readonly upcoming: number;
  /** Users who were NON_COMPLIANT and have no password any more. */
  readonly removed: number;
  /** Inactive users whom a remediation exception keeps from being remediated. */
  readonly blocked: number;
  /** Evaluations sent to Config, each of which it charges for. */
  readonly recorded: number;
  /** NOT_APPLICABLE among them: users who are gone. */
  readonly retired: number;
}

/**
 * Evaluates every IAM user of the account and reports to Config what is new: ⌈N/1000⌉ ListUsers, two calls for the
 * credential report, and at most three for each candidate, a user whom these do not settle. A notice, and a block, is
 * announced as an event once: when the annotation that names it is new.
 *
 * @throws where anybody could not be read: nothing has been reported then; and where an event was not taken: all results
 * have been reported then, and the next evaluation announces again what was not
 */
export async function evaluateAccount(
  { iam, config, events, time }: Dependencies,
  { parameters, ruleName, resultToken, orderingTimestamp }: Invocation,
): Promise<EvaluationSummary> {
  const [{ listed, judged, candidates }, stored] = await Promise.all([
    judgeAccount(iam, time, parameters),
    readStoredResults(config, ruleName),
  ]);
  const inactive = judged.filter(({ verdict }) => verdict.compliance === 'NON_COMPLIANT');
  const blockedUsers = inactive.length > 0 ? await readBlockedUsers(config, ruleName, time.now()) : new Set<string>();
  const present = new Set(listed.map(({ id }) => id));
  const retired = [...stored.keys()].filter((id) => !present.has(id));
  const results = judged.map(({ facts, verdict }) =>
    resultOf(facts, verdict, { parameters, ruleName, isBlocked: blockedUsers.has(facts.id) }),
  );
  const refused = await announce(
    events,
    results.flatMap(({ id, remark }) =>
      remark && !stored.get(id)?.annotation?.includes(remark.text) ? [remark.announcement] : [],
    ),
  );
  const said = results.map(({ id, compliance, annotation, remark }) => ({
    id,
    compliance,
    annotation: remark && !refused.has(id) ? remark.annotation : annotation,
  }));
  const news = said.filter((result) => isNews(result, stored.get(result.id), orderingTimestamp));
  // Where nothing is new one result is repeated: it is how Config learns that the rule has run.
  const reported = news.length + retired.length > 0 ? news : said.slice(0, 1);
  const evaluations = [
    // The inactive first: a run that starts while the rest is still being put has to count them all against the cap.
    ...reported
      .toSorted(inactiveFirst)
      .map(({ id, compliance, annotation }) => evaluationOf(id, compliance, annotation, orderingTimestamp)),
    ...retired.map((id) => evaluationOf(id, 'NOT_APPLICABLE', 'the user no longer exists', orderingTimestamp)),
  ];
  await putEvaluations(config, resultToken, evaluations, time);
  const [firstRefusal] = refused;
  if (firstRefusal) {
    const [id, reason] = firstRefusal;
    throw new EvaluationFailed(
      `all results are reported, but EventBridge did not take the events of ${refused.size} users, ${id} among them: ${reason}`,
    );
  }

  const count = (kind: (judgement: Judgement) => unknown) => judged.filter(kind).length;
  return {
    users: listed.length,
    candidates,
    inactive: inactive.length,
    exempt: count(({ verdict }) => verdict.reason.kind === 'exempt'),
    upcoming: count(({ verdict: { reason } }) => reason.kind === 'recent activity' && reason.notice),
    removed: count(
      ({ facts, verdict }) =>
        verdict.reason.kind === 'no password' && stored.get(facts.id)?.compliance === 'NON_COMPLIANT',
    ),
    blocked: inactive.filter(({ facts }) => blockedUsers.has(facts.id)).length,
    recorded: evaluations.length,
    retired: retired.length,
  };
}

interface Judgement {
  readonly facts: UserFacts;
  readonly verdict: Verdict;
}

interface JudgedAccount {
  readonly listed: readonly UserFacts[];
  /** All who are still there, each with the verdict. */
  readonly judged: readonly Judgement[];
  readonly candidates: number;
}

async function judgeAccount(iam: IAMClient, time: Time, parameters: RuleParameters): Promise<JudgedAccount> {
  const [listed, report] = await Promise.all([listUsers(iam), fetchCredentialReport(iam, time)]);
  const now = time.now();
  const { users, candidates } = await gatherFacts(iam, listed, report, parameters, now);
  return { listed, judged: users.map((facts) => ({ facts, verdict: verdictOf(facts, parameters, now) })), candidates };
}

/**
 * Config charges for each recorded evaluation: an unchanged COMPLIANT is not recorded again, and an unchanged
 * NON_COMPLIANT once per scheduled evaluation, so that Config has cause to remediate, but not by each of the evaluations
 * that the runbook asks for while hundreds of its runs come to their ends.
 */
function isNews(
  result: { compliance: string; annotation: string },
  stored: StoredResult | undefined,
  orderingTimestamp: Date,
): boolean {
  if (result.compliance !== stored?.compliance || result.annotation !== stored.annotation) return true;
  if (result.compliance !== 'NON_COMPLIANT') return false;
  return !stored.recorded || orderingTimestamp.getTime() - stored.recorded.getTime() >= REPEAT_AFTER;
}

function inactiveFirst(one: { compliance: string }, other: { compliance: string }): number {
  return Number(other.compliance === 'NON_COMPLIANT') - Number(one.compliance === 'NON_COMPLIANT');
}

function evaluationOf(
  id: string,
  compliance: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE',
  annotation: string,
  orderingTimestamp: Date,
): Evaluation {
  return {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: id,
    ComplianceType: compliance,
    Annotation: annotation,
    OrderingTimestamp: orderingTimestamp,
  };
}
