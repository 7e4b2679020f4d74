import type { Evaluation } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { annotate } from './annotation';
import { type CredentialReport, fetchCredentialReport } from './credential-report';
import { decide, type Verdict } from './decide';
import type { Dependencies } from './dependencies';
import { EvaluationFailed } from './errors';
import type { Invocation } from './invocation';
import { mapLimited } from './map-limited';
import type { RuleParameters } from './parameters';
import { putEvaluations } from './put-evaluations';
import { listUsers, readUntil } from './read-users';
import { readStoredResults, type StoredResult } from './stored-results';
import type { UserFacts } from './user-facts';

/** Few: IAM throttles at rates that AWS does not publish, and the account's other callers share them. */
const READS_IN_FLIGHT = 8;

/** Counts for the log, not for decisions. */
export interface EvaluationSummary {
  readonly users: number;
  readonly candidates: number;
  readonly inactive: number;
  readonly exempt: number;
  /** Evaluations sent to Config, each of which it charges for. */
  readonly recorded: number;
  /** NOT_APPLICABLE among them: users who are gone. */
  readonly retired: number;
}

interface JudgedUser {
  readonly facts: UserFacts;
  readonly verdict: Verdict;
}

/**
 * Evaluates every IAM user of the account and reports to Config what is new: ⌈N/1000⌉ ListUsers, two calls for the
 * credential report, and at most three for each candidate, a user whom these do not settle.
 *
 * @throws where anybody could not be read: nothing has been reported then
 */
export async function evaluateAccount(
  { iam, config, time }: Dependencies,
  { parameters, ruleName, resultToken, orderingTimestamp }: Invocation,
): Promise<EvaluationSummary> {
  const [users, report, stored] = await Promise.all([
    listUsers(iam),
    fetchCredentialReport(iam, time),
    readStoredResults(config, ruleName),
  ]);
  const now = time.now();
  const settled: JudgedUser[] = [];
  const candidates: UserFacts[] = [];
  for (const user of users) {
    const facts = report.addTo(user);
    const verdict = triage(facts, report, parameters, now);
    if (verdict) settled.push({ facts, verdict });
    else candidates.push(facts);
  }
  const confirmed = await mapLimited(candidates, READS_IN_FLIGHT, (facts) => judgeLive(iam, facts, parameters, now));
  const judged = [...settled, ...confirmed.filter((user) => user !== 'gone')];

  const present = new Set(users.map(({ id }) => id));
  const retired = [...stored.keys()].filter((id) => !present.has(id));
  const results = judged.map(({ facts, verdict }) => ({
    id: facts.id,
    compliance: verdict.compliance,
    annotation: annotate(facts.name, verdict, parameters),
  }));
  const news = results.filter((result) => isNews(result, stored.get(result.id)));
  // Where nothing is new one result is repeated: it is how Config learns that the rule has run.
  const reported = news.length + retired.length > 0 ? news : results.slice(0, 1);
  const evaluations = [
    ...reported.map(({ id, compliance, annotation }) => evaluationOf(id, compliance, annotation, orderingTimestamp)),
    ...retired.map((id) => evaluationOf(id, 'NOT_APPLICABLE', 'the user no longer exists', orderingTimestamp)),
  ];
  await putEvaluations(config, resultToken, evaluations, time);

  return {
    users: users.length,
    candidates: candidates.length,
    inactive: judged.filter(({ verdict }) => verdict.compliance === 'NON_COMPLIANT').length,
    exempt: judged.filter(({ verdict }) => verdict.reason.kind === 'exempt').length,
    recorded: evaluations.length,
    retired: retired.length,
  };
}

/**
 * Settles a user by the list and the report alone, where they prove the verdict: a report that is up to four hours old
 * proves by "no password" that a password made since is young. Its keys prove nothing: they may have been deleted since.
 */
export function triage(
  facts: UserFacts,
  report: CredentialReport,
  parameters: RuleParameters,
  now: Date,
): Verdict | undefined {
  const withoutPassword = report.rowOf(facts)?.passwordEnabled === false;
  return decide(withoutPassword ? { ...facts, loginProfile: 'none' } : facts, parameters, now);
}

async function judgeLive(
  iam: IAMClient,
  candidate: UserFacts,
  parameters: RuleParameters,
  now: Date,
): Promise<JudgedUser | 'gone'> {
  const facts = await readUntil(iam, candidate, (known) => decide(known, parameters, now) !== undefined);
  // Not reported at all: the next evaluation finds the user under another name, or retires them.
  if (facts === 'gone') return 'gone';
  const verdict = decide(facts, parameters, now);
  if (!verdict) throw new EvaluationFailed(`user ${facts.name} (${facts.id}) is undecided after all reads`);
  return { facts, verdict };
}

/** Config charges for each recorded evaluation: an unchanged COMPLIANT is not recorded again. */
function isNews(result: { compliance: string; annotation: string }, stored: StoredResult | undefined): boolean {
  return (
    result.compliance === 'NON_COMPLIANT' ||
    result.compliance !== stored?.compliance ||
    result.annotation !== stored.annotation
  );
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
