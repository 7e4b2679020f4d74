import type { Evaluation } from '@aws-sdk/client-config-service';
import { MINUTE } from '../decision/dates';
import { type Announcement, held } from './announcements';
import type { Judgement } from '../account/judge-live';
import type { StoredEvaluation, StoredEvaluations } from './stored-evaluations';
import { isHoldTold, type EvaluationContext, userEvaluation, type UserEvaluation } from './user-evaluation';

/** Half of Config's shortest evaluation frequency. */
const REPEAT_AFTER = 30 * MINUTE;

export interface Findings extends Omit<EvaluationContext, 'holdAnnouncement'> {
  readonly judged: readonly Judgement[];
  /** How many users could not be read. */
  readonly unread: number;
  /** Ids of users who have a stored evaluation and no longer exist. */
  readonly retired: readonly string[];
  readonly orderingTimestamp: Date;
}

/** What to report, in this order. */
export interface ReportPlan {
  /** Evaluations without an announcement. Contains at least one of all evaluations, so Config checks the result token first. */
  readonly first: readonly Evaluation[];
  readonly announcements: readonly Announcement[];
  /** Evaluations whose annotations record that something has been announced. */
  readonly last: (isRefused: (announcement: Announcement) => boolean) => readonly Evaluation[];
}

/**
 * Plans what to report, given the stored evaluations and the time. Config charges for each recorded evaluation, so an
 * unchanged one is not put again. The exception is a NON_COMPLIANT that is not held: each scheduled evaluation repeats it,
 * because Config starts remediation only for a new evaluation. Evaluations that the runbook starts do not repeat it.
 */
export function planReport(findings: Findings, stored: StoredEvaluations): ReportPlan {
  const { judged, hold, ruleName, retired, orderingTimestamp } = findings;
  // An unread user keeps the stored annotation, so its mark may be old.
  const isTold = judged.some(({ facts, verdict }) => verdict.kind === 'inactive' && isHoldTold(stored.get(facts.id)));
  const holdAnnouncement = hold && !isTold ? held(ruleName, hold, findings.unread) : undefined;
  const results = judged.map((judgement) =>
    userEvaluation(judgement, stored.get(judgement.facts.id), { ...findings, holdAnnouncement }),
  );
  const evaluation = ({ id, compliance, annotation }: Reported): Evaluation => ({
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: id,
    ComplianceType: compliance,
    Annotation: annotation,
    OrderingTimestamp: orderingTimestamp,
  });
  const silent = results.filter(({ due }) => due.length === 0);
  const announced = results.filter(({ due }) => due.length > 0);
  const news: readonly Reported[] = [
    ...silent.filter((result) => isNews(result, stored.get(result.id), findings)),
    ...retired.map((id) => ({ id, compliance: 'NOT_APPLICABLE' as const, annotation: 'the user no longer exists' })),
  ];
  const proof = [...silent, ...announced.map(asUnsent)].slice(0, 1);
  return {
    first: (news.length > 0 ? news : proof).map(evaluation),
    announcements: [...new Set(announced.flatMap(({ due }) => due))],
    last: (isRefused) => announced.map((result) => evaluation(result.due.some(isRefused) ? asUnsent(result) : result)),
  };
}

type Reported = Pick<UserEvaluation, 'id' | 'annotation'> & { readonly compliance: Evaluation['ComplianceType'] };

function asUnsent(result: UserEvaluation): UserEvaluation {
  return { ...result, annotation: result.unsent };
}

function isNews(
  { compliance, annotation }: UserEvaluation,
  stored: StoredEvaluation | undefined,
  { hold, orderingTimestamp }: Findings,
): boolean {
  if (compliance !== stored?.compliance || annotation !== stored.annotation) return true;
  if (compliance === 'COMPLIANT' || hold) return false;
  return !stored.recorded || orderingTimestamp.getTime() - stored.recorded.getTime() >= REPEAT_AFTER;
}
