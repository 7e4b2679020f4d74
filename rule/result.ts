import { type Announcement, blocked, nearing } from './announce';
import { annotate, BLOCKED, noticeInWords } from './annotation';
import type { Verdict } from './decide';
import type { RuleParameters } from './parameters';
import type { UserFacts } from './user-facts';

/** What is to be reported of one user. */
export interface Result {
  readonly id: string;
  readonly compliance: Verdict['compliance'];
  readonly annotation: string;
  readonly remark?: Remark;
}

/**
 * What is announced once. The annotation with the remark in it is recorded when the event has been taken: Config's stored
 * result is the only memory of that.
 */
export interface Remark {
  readonly text: string;
  readonly annotation: string;
  readonly announcement: Announcement;
}

export function resultOf(
  facts: UserFacts,
  verdict: Verdict,
  { parameters, ruleName, isBlocked }: { parameters: RuleParameters; ruleName: string; isBlocked: boolean },
): Result {
  const { compliance, reason } = verdict;
  const result = { id: facts.id, compliance, annotation: annotate(facts.name, verdict, parameters) };
  if (reason.kind === 'recent activity' && reason.notice) {
    const text = noticeInWords(reason.notice);
    const announcement = nearing(ruleName, facts, reason.lastActivity, reason.notice);
    return {
      ...result,
      remark: { text, annotation: annotate(facts.name, verdict, parameters, `; ${text}`), announcement },
    };
  }
  if (compliance === 'NON_COMPLIANT' && isBlocked) {
    const annotation = annotate(facts.name, verdict, parameters, `; ${BLOCKED}`);
    return { ...result, remark: { text: BLOCKED, annotation, announcement: blocked(ruleName, facts) } };
  }
  return result;
}
