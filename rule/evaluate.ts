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

/** Counts for the log and the metrics; no decision uses them. */
export interface EvaluationSummary {
  readonly users: number;
  readonly candidates: number;
  readonly inactive: number;
  readonly exempt: number;
  /** Users who have reached a stage of warnDays. */
  readonly upcoming: number;
  /** Users who were NON_COMPLIANT and no longer have a password. */
  readonly removed: number;
  /** Inactive users with a remediation exception. */
  readonly blocked: number;
  /** Inactive users whose removal is held, because they are more than maxRemovals. */
  readonly held: number;
  /** Evaluations put to Config, which charges for each. */
  readonly recorded: number;
  /** NOT_APPLICABLE among them: users who no longer exist. */
  readonly retired: number;
  /** Lines of the credential report that were not understood; their users were read live. */
  readonly linesNotUnderstood: number;
}

/**
 * Evaluates every IAM user of the account and puts new or changed evaluations to Config. It takes ⌈N/1000⌉ ListUsers, two
 * calls for the credential report, and at most three for each candidate, a user that these do not settle.
 *
 * @throws OperationFailed after all other evaluations have been put, if users could not be read or EventBridge refused
 * events. An unread user keeps the stored evaluation; the next evaluation sends a refused event again. Any other error may
 * mean that evaluations are missing.
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
  throwIfIncomplete(unread, refused);
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

/** @throws OperationFailed if a user could not be read, or EventBridge refused an event */
function throwIfIncomplete(unread: readonly UnreadUser[], refused: ReadonlyMap<Announcement, string>): void {
  refuseUnread(unread, '; the others have been reported');
  const [refusal] = refused;
  if (refusal) {
    const [{ DetailType: type }, reason] = refusal;
    throw new OperationFailed(
      `all evaluations have been reported, but EventBridge did not take ${refused.size} events, the first "${type}": ${reason}`,
    );
  }
}
