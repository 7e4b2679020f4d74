import { announce } from '../rule/reporting/announce';
import { announcement } from '../rule/reporting/announcements';
import type { Dependencies } from '../rule/dependencies';
import { OperationFailed } from '../rule/decision/errors';
import { EVENT_TYPES } from '../rule/reporting/event-types';
import { readLoginProfile, readUserByName } from '../rule/account/read-users';
import { readRun, type Run } from './run';

/**
 * Puts an event on the account's bus: what a run did, for which user and why. SSM's own events do not name the user. The
 * facts come from the run itself, and from IAM if the run does not show whether the deletion succeeded.
 *
 * @returns the event's message, as the step's output
 * @throws InvalidEvent if this is not a run of this runbook with something to report; OperationFailed if the state of the
 * password is unknown, or EventBridge refuses the event. The runbook tolerates both.
 */
export async function tell(
  { ssm, iam, events, time }: Pick<Dependencies, 'ssm' | 'iam' | 'events' | 'time'>,
  executionId: string,
): Promise<string> {
  const run = await readRun(ssm, executionId);
  const isDeleted = run.outcome.kind === 'inactive' && (await hasDeleted(iam, run));
  const { ruleName, userId, userName } = run;
  const message = `IAM user ${userName}: ${isDeleted ? deleted(run) : kept(run)}`;
  const event = announcement(isDeleted ? EVENT_TYPES.deleted : EVENT_TYPES.kept, ruleName, {
    message,
    userId,
    userName,
    executionId,
  });
  const [refusal] = await announce({ events, time }, [event]);
  if (refusal) throw new OperationFailed(`EventBridge did not take the event of ${userName}: ${refusal[1]}`);
  return message;
}

/**
 * Asks IAM if the response to the deletion was lost or SSM does not show it yet. The user is read last: if the name belongs
 * to another user by then, a missing password proves nothing.
 */
async function hasDeleted(iam: Dependencies['iam'], { userId, userName, deletion }: Run): Promise<boolean> {
  if (deletion) return true;
  const loginProfile = await readLoginProfile(iam, userName);
  const user = await readUserByName(iam, userName);
  if (user?.id === userId) return loginProfile === 'none';
  throw new OperationFailed(`unknown whether the password of ${userName} was deleted`);
}

function deleted({ userName, outcome }: Run): string {
  // With =, because a user's name may look like an option.
  const restore = `aws iam create-login-profile --user-name=${userName} --password-reset-required --password NEW_PASSWORD`;
  return `the console password was deleted: ${outcome.reason}. To give access back: ${restore}`;
}

function kept({ outcome, executionId }: Run): string {
  return `the console password was not removed: ${outcome.kind === 'inactive' ? `DeleteLoginProfile failed, see the run ${executionId}` : outcome.reason}.`;
}
