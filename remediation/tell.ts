import { announce } from '../rule/reporting/announce';
import { announcement } from '../rule/reporting/announcements';
import type { Dependencies } from '../rule/dependencies';
import { OperationFailed } from '../rule/decision/errors';
import { EVENT_TYPES } from '../rule/reporting/event-types';
import { readLoginProfile, readUserByName } from '../rule/account/read-users';
import { readRun, type Run } from './run';

/**
 * Puts what a run of the runbook did, for which user and why, on the account's event bus: SSM's own events name no user.
 * It believes nobody: it reads the run, and IAM if the run's deletion is not clear.
 *
 * @returns what it told, for the step's output
 * @throws InvalidEvent if it is no run of this runbook, or has nothing to tell; OperationFailed if what has become of the
 * password cannot be seen, or EventBridge does not take the event; the runbook tolerates both
 */
export async function tell(
  { ssm, iam, events, time }: Pick<Dependencies, 'ssm' | 'iam' | 'events' | 'time'>,
  executionId: string,
): Promise<string> {
  const run = await readRun(ssm, executionId);
  const isDeleted = run.answer.kind === 'inactive' && (await hasDeleted(iam, run));
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
 * A deletion whose answer was lost, or that SSM does not show yet, shows in IAM. The user is read last: if the name has
 * changed hands, there being no password proves nothing.
 */
async function hasDeleted(iam: Dependencies['iam'], { userId, userName, deletion }: Run): Promise<boolean> {
  if (deletion) return true;
  const loginProfile = await readLoginProfile(iam, userName);
  const user = await readUserByName(iam, userName);
  if (user?.id === userId) return loginProfile === 'none';
  throw new OperationFailed(`what has become of the password of ${userName} is not known`);
}

function deleted({ userName, answer }: Run): string {
  // With =, since a user's name may look like an option.
  const restore = `aws iam create-login-profile --user-name=${userName} --password-reset-required --password NEW_PASSWORD`;
  return `the console password was deleted: ${answer.reason}. To give access back: ${restore}`;
}

/** SSM's own text of a failure names the user again, by the ARN. */
function kept({ answer, executionId }: Run): string {
  return `the console password was not removed: ${answer.kind === 'inactive' ? `DeleteLoginProfile failed, see the run ${executionId}` : answer.reason}.`;
}
