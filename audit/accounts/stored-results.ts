import type { AggregateEvaluationResult } from '@aws-sdk/client-config-service';
import { BLOCKED } from '../../rule/decision/annotation';
import { DAY } from '../../rule/decision/dates';
import type { Hold } from '../../rule/decision/hold';
import { OperationFailed, required } from '../../rule/decision/errors';
import { type ParsedAnnotation, parseAnnotation } from '../../rule/decision/parse-annotation';
import { heldText, type PendingUser } from '../report/next';
import { type AccountAudit, type Standing, UPCOMING_DAYS } from '../report/result';
import { bySeverity, UserList } from '../report/user-list';
import type { Question } from './source';

/** What the results that Config stores of a rule say of an account's users. */
export interface StoredUsers extends Pick<
  AccountAudit,
  'parameters' | 'users' | 'counts' | 'hold' | 'compliantBecause'
> {
  /** When Config recorded the newest result: the rule's last run, because each run puts one at least. */
  readonly evaluated: Date;
}

/**
 * Reads users from the annotations of their results. Of two results for a user, the more severe one counts.
 *
 * @param results at least one
 * @throws OperationFailed if a result is not one of this product's rule
 */
export function storedUsers(results: readonly AggregateEvaluationResult[], question: Question): StoredUsers {
  const users = new Map<string, PendingUser>();
  let { parameters } = question;
  let evaluated = new Date(0);
  let hold: Hold | undefined;
  for (const result of results) {
    const id = required(result.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId, 'ResourceId');
    const parsed = parsedAnnotation(id, result);
    const user = userOf(id, parsed, question.now);
    const other = users.get(id);
    if (!other || bySeverity(user, other) < 0) users.set(id, user);
    if (parsed.maxIdleDays !== undefined) parameters = { ...parameters, maxIdleDays: parsed.maxIdleDays };
    const recorded = required(result.ResultRecordedTime, 'ResultRecordedTime');
    if (recorded > evaluated) evaluated = recorded;
    hold ??= parsed.hold;
  }
  const list = new UserList(question.listsCompliant);
  for (const user of users.values()) list.add(user, () => user);
  // The mark of each result says whether its rule holds the removal.
  const listed = list.result({ maxRemovals: Infinity, hold: undefined, remediation: undefined });
  return { parameters, ...listed, ...(hold && { hold }), evaluated };
}

function parsedAnnotation(id: string, { Annotation: text = '', ComplianceType: type }: AggregateEvaluationResult) {
  const parsed = parseAnnotation(text);
  const compliance = parsed?.kind === 'inactive' ? 'NON_COMPLIANT' : 'COMPLIANT';
  if (parsed && compliance === type) return parsed;
  throw new OperationFailed(`the result of ${id} is not one of this product's rule: ${type} ${JSON.stringify(text)}`);
}

function userOf(id: string, parsed: ParsedAnnotation, now: Date): PendingUser {
  const { name, reason, kind, lastActivity, inactiveAfter, maxIdleDays, hold, isBlocked } = parsed;
  const standing = standingOf(parsed, now);
  const inactiveFrom =
    lastActivity && maxIdleDays !== undefined
      ? new Date(lastActivity.date.getTime() + maxIdleDays * DAY)
      : standing === 'upcoming'
        ? inactiveAfter
        : undefined;
  return {
    name,
    id,
    standing,
    reason,
    reasonKind: kind,
    ...(lastActivity && { lastActivity }),
    ...(inactiveFrom && { inactiveFrom }),
    obstacle: hold ? heldText(hold) : isBlocked ? BLOCKED : undefined,
  };
}

function standingOf({ kind, inactiveAfter }: ParsedAnnotation, now: Date): Standing {
  if (kind === 'inactive' || kind === 'exempt') return kind;
  return inactiveAfter && inactiveAfter.getTime() - now.getTime() < UPCOMING_DAYS * DAY ? 'upcoming' : 'compliant';
}
