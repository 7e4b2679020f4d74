import { type Announcement, announce, announcement } from '../rule/announce';
import type { Dependencies } from '../rule/dependencies';
import { EvaluationFailed } from '../rule/errors';
import { EVENT_TYPES } from '../rule/event-types';
import { ANSWERS } from './answer';
import type { Subject } from './confirm';

/** How a run ended: the answers of its confirmations, as SSM hands them on; a step that did not run has none. */
export interface Ending {
  readonly executionId: string;
  readonly first: string;
  readonly again: string;
}

/**
 * Puts what a run of the runbook did, for whom and why, on the account's event bus: SSM's own events name no user.
 *
 * @throws EvaluationFailed where EventBridge does not take it; the runbook tolerates that
 */
export async function tell({ events }: Pick<Dependencies, 'events'>, subject: Subject, ending: Ending): Promise<void> {
  const [refusal] = await announce(events, [ended(subject, ending)]);
  if (refusal) throw new EvaluationFailed(`EventBridge did not take the event of ${subject.userName}: ${refusal[1]}`);
}

function ended({ ruleName, userId, userName }: Subject, { executionId, first, again }: Ending): Announcement {
  // With or without JSON's quotes; SSM's sentence for a step that did not run begins like no answer.
  const answers = [again, first].map((answer) => answer.replace(/^"/, '').replace(/"$/, ''));
  const starts = (answer: string, ...beginnings: string[]) => beginnings.some((one) => answer.startsWith(one));
  const answer =
    answers.find((one) => starts(one, ANSWERS.delete, ANSWERS.keep, ANSWERS.later)) ?? `${ANSWERS.keep}no clear answer`;
  const isDeleted = starts(answer, ANSWERS.delete);
  const why = answer.slice(answer.indexOf(': ') + 2);
  return announcement(
    isDeleted ? EVENT_TYPES.deleted : EVENT_TYPES.kept,
    ruleName,
    { id: userId, name: userName },
    {
      message: `${userName}: the console password has been ${isDeleted ? 'deleted' : 'kept'}. ${why}`,
      executionId,
    },
  );
}
