import { type Announcement, blocked, inactive, nearing } from './announcements';
import { annotate, BLOCKED, noticeText, UNSENT } from '../decision/annotation';
import { complianceOf, type Nearing, type Verdict } from '../decision/decide';
import { heldInactive, type Hold } from '../decision/hold';
import type { Judgement } from '../account/judge-live';
import type { RuleParameters } from '../decision/parameters';
import type { StoredEvaluation } from './stored-evaluations';
import type { UserFacts } from '../decision/user-facts';

/** One user's evaluation, with the announcements that must be sent before it is put. */
export interface UserEvaluation {
  readonly id: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string;
  readonly due: readonly Announcement[];
  /** The annotation to use if EventBridge refuses an announcement: the next evaluation sends it again. */
  readonly unsent: string;
}

export interface EvaluationContext {
  readonly parameters: RuleParameters;
  readonly ruleName: string;
  readonly hold: Hold | undefined;
  /** One event for all held users, if the hold is new. */
  readonly holdAnnouncement: Announcement | undefined;
  /** Ids of users with a remediation exception. */
  readonly blockedUsers: ReadonlySet<string>;
}

/** What the annotation says after the verdict. */
interface Remarks {
  readonly remarks?: readonly string[];
  readonly due?: readonly Announcement[];
  /** Instead of `remarks`, if EventBridge refuses an announcement. */
  readonly unsentRemarks?: readonly string[];
}

/** @param stored its annotation records what has been announced */
export function userEvaluation(
  { facts, verdict }: Judgement,
  stored: StoredEvaluation | undefined,
  context: EvaluationContext,
): UserEvaluation {
  const common = { id: facts.id, compliance: complianceOf(verdict) };
  // The user may not have been read again, so the stored annotation is kept until the next stage.
  if (verdict.kind === 'nearing' && isNoticeTold(verdict, stored)) {
    return { ...common, annotation: stored.annotation, due: [], unsent: stored.annotation };
  }
  const { remarks = [], due = [], unsentRemarks = remarks } = remarksOn(facts, verdict, stored, context);
  const hold = verdict.kind === 'inactive' ? context.hold : undefined;
  const annotation = (all: readonly string[]) =>
    annotate(facts.name, verdict, context.parameters, { hold, remarks: all });
  return { ...common, annotation: annotation(remarks), due, unsent: annotation(unsentRemarks) };
}

/** Whether this notice has been sent. */
export function isNoticeTold({ notice }: Nearing, stored: StoredEvaluation | undefined): stored is StoredEvaluation {
  return stored?.compliance === 'COMPLIANT' && stored.annotation.includes(noticeText(notice));
}

/** Whether the event of this hold has been sent. */
export function isHoldTold(stored: StoredEvaluation | undefined): boolean {
  return stored?.annotation.includes(UNSENT) === false && heldInactive(stored.annotation) > 0;
}

function remarksOn(
  facts: UserFacts,
  verdict: Verdict,
  stored: StoredEvaluation | undefined,
  { ruleName, parameters, hold, holdAnnouncement, blockedUsers }: EvaluationContext,
): Remarks {
  if (verdict.kind === 'nearing') {
    return { remarks: [noticeText(verdict.notice)], due: [nearing(ruleName, facts, verdict)], unsentRemarks: [] };
  }
  if (verdict.kind !== 'inactive') return {};
  if (hold) return { due: holdAnnouncement ? [holdAnnouncement] : [], unsentRemarks: [UNSENT] };
  const isBlocked = blockedUsers.has(facts.id);
  const known = stored?.compliance === 'NON_COMPLIANT' ? stored.annotation : undefined;
  const isTold = known?.includes(UNSENT) === false && heldInactive(known) === 0;
  const isBlockTold = known?.includes(BLOCKED) === true;
  return {
    remarks: isBlocked ? [BLOCKED] : [],
    due: [
      ...(isTold ? [] : [inactive(ruleName, facts, verdict, parameters)]),
      ...(isBlocked && !isBlockTold ? [blocked(ruleName, facts)] : []),
    ],
    unsentRemarks: isTold ? [] : [UNSENT],
  };
}
