import type { Evaluation } from '@aws-sdk/client-config-service';
import { announce } from './reporting/announce';
import type { Announcement } from './reporting/announcements';
import type { Dependencies } from './dependencies';
import { OperationFailed } from './decision/errors';
import { holdOn } from './decision/hold';
import type { Invocation } from './invocation';
import { judgeAccount, readAccount, refuseUnread, type UnreadUser } from './account/judge-account';
import { type Findings, planReport } from './reporting/plan-report';
import { putEvaluations } from './reporting/put-evaluations';
import { readBlockedUsers } from './reporting/remediation-exceptions';
import { readStoredEvaluations, type StoredEvaluations } from './reporting/stored-evaluations';
import { isNoticeTold } from './reporting/user-evaluation';

/** Counts for the log and the metrics, not for decisions. */
export interface EvaluationSummary {
  readonly users: number;
  readonly candidates: number;
  readonly inactive: number;
  readonly exempt: number;
  /** Users to whom a stage of warnDays applies. */
  readonly upcoming: number;
  /** Users who were NON_COMPLIANT and have no password any more. */
  readonly removed: number;
  /** Inactive users whose removal a remediation exception blocks. */
  readonly blocked: number;
  /** Inactive users whose removal is held, since they are more than maxRemovals. */
  readonly held: number;
  /** Evaluations sent to Config, each of which it charges for. */
  readonly recorded: number;
  /** NOT_APPLICABLE among them: users who are gone. */
  readonly retired: number;
  /** Lines of the credential report that are not understood; their users are read live. */
  readonly linesNotUnderstood: number;
}

/**
 * Evaluates every IAM user of the account and reports to Config what is new: ⌈N/1000⌉ ListUsers, two calls for the
 * credential report, and at most three for each candidate, a user whom these do not settle.
 *
 * @throws if users could not be read, or events were not taken: the results of all others have been reported then. An
 * unread user keeps the result that Config has; an event that was not taken is sent by the next evaluation. Any other
 * error means that nothing, or only a part, has been reported.
 */
export async function evaluateAccount(
  { iam, config, events, time }: Dependencies,
  { parameters, ruleName, resultToken, orderingTimestamp, isTest }: Invocation,
): Promise<EvaluationSummary> {
  const [reading, stored] = await Promise.all([readAccount(iam, time), readStoredEvaluations(config, ruleName)]);
  const { judged, unread, gone, candidates } = await judgeAccount({ iam, time }, reading, {
    parameters,
    now: time.now(),
    expected: stored.keys(),
    isTold: ({ id }, nearing) => isNoticeTold(nearing, stored.get(id)),
  });
  const inactive = judged.filter(({ verdict }) => verdict.kind === 'inactive');
  const hold = holdOn(inactive.length + unread.length, parameters.maxRemovals);
  const findings: Findings = {
    judged,
    unread: unread.length,
    hold,
    parameters,
    ruleName,
    orderingTimestamp,
    blockedUsers: inactive.length > 0 ? await readBlockedUsers(config, ruleName, time.now()) : new Set(),
    retired: gone.filter((id) => stored.has(id)),
  };
  const plan = planReport(findings, stored);
  const put = (evaluations: readonly Evaluation[]) => putEvaluations(config, resultToken, evaluations, time);
  await put(plan.first);
  const refused = isTest ? new Map<Announcement, string>() : await announce({ events, time }, plan.announcements);
  const rest = plan.last((announcement) => refused.has(announcement));
  await put(rest);
  refuseSilence(unread, refused);
  return {
    ...countsOf(findings, stored),
    users: reading.listed.size,
    candidates,
    held: hold ? inactive.length : 0,
    recorded: plan.first.length + rest.length,
    linesNotUnderstood: reading.report.linesNotUnderstood,
  };
}

function countsOf({ judged, blockedUsers, retired }: Findings, stored: StoredEvaluations) {
  const ids = (kind: string) => judged.filter(({ verdict }) => verdict.kind === kind).map(({ facts }) => facts.id);
  const inactive = ids('inactive');
  return {
    inactive: inactive.length,
    exempt: ids('exempt').length,
    upcoming: ids('nearing').length,
    removed: ids('no password').filter((id) => stored.get(id)?.compliance === 'NON_COMPLIANT').length,
    blocked: inactive.filter((id) => blockedUsers.has(id)).length,
    retired: retired.length,
  };
}

/** @throws OperationFailed if anybody could not be read, or anything could not be announced */
function refuseSilence(unread: readonly UnreadUser[], refused: ReadonlyMap<Announcement, string>): void {
  refuseUnread(unread, '; the others have been reported');
  const [refusal] = refused;
  if (refusal) {
    const [{ DetailType: type }, reason] = refusal;
    throw new OperationFailed(
      `all results have been reported, but EventBridge did not take ${refused.size} events, the first "${type}": ${reason}`,
    );
  }
}
