import { announce } from '../rule/announce';
import { announcement } from '../rule/announcements';
import type { Dependencies } from '../rule/dependencies';
import { EvaluationFailed } from '../rule/errors';
import { EVENT_TYPES } from '../rule/event-types';
import { readLoginProfile, readUserByName } from '../rule/read-users';
import { readRun, type Run } from './run';

/**
 * Puts what a run of the runbook did, for which user and why, on the account's event bus: SSM's own events name no user.
 * It believes nobody: it reads the run, and IAM if the run's deletion is not clear.
 *
 * @returns what it told, for the step's output
 * @throws InvalidEvent if it is no run of this runbook; EvaluationFailed if EventBridge does not take the event, which the
 * runbook tolerates
 */
export async function tell(
  { ssm, iam, events }: Pick<Dependencies, 'ssm' | 'iam' | 'events'>,
  executionId: string,
): Promise<string> {
  const run = await readRun(ssm, executionId);
  const { ruleName, userId, userName, answer } = run;
  const reason = answer?.kind === 'inactive' && (await hasDeleted(iam, run)) && answer.reason;
  const message = reason ? deletedMessage(userName, reason) : keptMessage(run);
  const event = announcement(reason ? EVENT_TYPES.deleted : EVENT_TYPES.kept, ruleName, {
    message,
    userId,
    userName,
    executionId,
  });
  const [refusal] = await announce(events, [event]);
  if (refusal) throw new EvaluationFailed(`EventBridge did not take the event of ${userName}: ${refusal[1]}`);
  return message;
}

/**
 * A deletion whose answer was lost, or that SSM does not show yet, shows in IAM: the user is there, without a password.
 * One who has been renamed still has it.
 */
async function hasDeleted(iam: Dependencies['iam'], { userId, userName, deletion }: Run): Promise<boolean> {
  if (deletion.status === 'Success') return true;
  return (await readLoginProfile(iam, userName)) === 'none' && (await readUserByName(iam, userName))?.id === userId;
}

function deletedMessage(userName: string, reason: string): string {
  // With =, since a user's name may look like an option.
  const restore = `aws iam create-login-profile --user-name=${userName} --password-reset-required --password NEW_PASSWORD`;
  return `IAM user ${userName}: the console password was deleted: ${reason}. To give access back: ${restore}`;
}

function keptMessage({ userName, answer, deletion }: Run): string {
  const kept = `IAM user ${userName}: the console password was kept`;
  if (answer?.kind === 'compliant') return `${kept}: ${answer.reason}.`;
  return `${kept}: the deletion failed: ${deletion.failure ?? `its step is ${deletion.status}`}`;
}
