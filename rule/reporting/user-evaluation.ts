import { type Announcement, blocked, inactive, nearing } from './announcements';
import { annotate, BLOCKED, noticeText, UNSENT } from '../decision/annotation';
import { complianceOf, type Inactive, type Nearing, type Verdict } from '../decision/decide';
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

type Text = Pick<UserEvaluation, 'annotation' | 'due' | 'unsent'>;

/** @param stored its annotation records what has been announced */
export function userEvaluation(
  { facts, verdict }: Judgement,
  stored: StoredEvaluation | undefined,
  context: EvaluationContext,
): UserEvaluation {
  return { id: facts.id, compliance: complianceOf(verdict), ...textOf(facts, verdict, stored, context) };
}

function textOf(
  facts: UserFacts,
  verdict: Verdict,
  stored: StoredEvaluation | undefined,
  context: EvaluationContext,
): Text {
  if (verdict.kind === 'nearing') return nearingText(facts, verdict, stored, context);
  if (verdict.kind !== 'inactive') return unannounced(annotate(facts.name, verdict, context.parameters));
  return context.hold ? heldText(facts, verdict, context.hold, context) : inactiveText(facts, verdict, stored, context);
}

/** Whether this notice has been sent. */
export function isNoticeTold({ notice }: Nearing, stored: StoredEvaluation | undefined): stored is StoredEvaluation {
  return stored?.compliance === 'COMPLIANT' && stored.annotation.includes(noticeText(notice));
}

/** Whether the event of this hold has been sent. */
export function isHoldTold(stored: StoredEvaluation | undefined): boolean {
  return stored?.annotation.includes(UNSENT) === false && heldInactive(stored.annotation) > 0;
}

function nearingText(
  facts: UserFacts,
  verdict: Nearing,
  stored: StoredEvaluation | undefined,
  { ruleName, parameters }: EvaluationContext,
): Text {
  // The user may not have been read again, so the stored annotation is kept until the next stage.
  if (isNoticeTold(verdict, stored)) return unannounced(stored.annotation);
  return {
    annotation: annotate(facts.name, verdict, parameters, { remarks: [noticeText(verdict.notice)] }),
    due: [nearing(ruleName, facts, verdict)],
    unsent: annotate(facts.name, verdict, parameters),
  };
}

function heldText(
  { name }: UserFacts,
  verdict: Inactive,
  hold: Hold,
  { parameters, holdAnnouncement }: EvaluationContext,
): Text {
  return {
    annotation: annotate(name, verdict, parameters, { hold }),
    due: holdAnnouncement ? [holdAnnouncement] : [],
    unsent: annotate(name, verdict, parameters, { hold, remarks: [UNSENT] }),
  };
}

function inactiveText(
  facts: UserFacts,
  verdict: Inactive,
  stored: StoredEvaluation | undefined,
  { ruleName, parameters, blockedUsers }: EvaluationContext,
): Text {
  const isBlocked = blockedUsers.has(facts.id);
  const known = stored?.compliance === 'NON_COMPLIANT' ? stored.annotation : undefined;
  const isTold = known?.includes(UNSENT) === false && heldInactive(known) === 0;
  const isBlockTold = known?.includes(BLOCKED) === true;
  return {
    annotation: annotate(facts.name, verdict, parameters, { remarks: isBlocked ? [BLOCKED] : [] }),
    due: [
      ...(isTold ? [] : [inactive(ruleName, facts, verdict, parameters)]),
      ...(isBlocked && !isBlockTold ? [blocked(ruleName, facts)] : []),
    ],
    unsent: annotate(facts.name, verdict, parameters, { remarks: isTold ? [] : [UNSENT] }),
  };
}

function unannounced(annotation: string): Text {
  return { annotation, due: [], unsent: annotation };
}
