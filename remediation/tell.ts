import { announce } from '../rule/announce';
import { announcement } from '../rule/announcements';
import type { Dependencies } from '../rule/dependencies';
import { EvaluationFailed } from '../rule/errors';
import { EVENT_TYPES } from '../rule/event-types';
import { readLoginProfile } from '../rule/read-users';
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
  { ssm, iam, events, time }: Pick<Dependencies, 'ssm' | 'iam' | 'events' | 'time'>,
  executionId: string,
): Promise<string> {
  const run = await readRun(ssm, executionId);
  const isDeleted = run.answer?.kind === 'inactive' && (await hasDeleted(iam, run));
  const { ruleName, userId, userName } = run;
  const message = isDeleted ? deletedMessage(run) : keptMessage(run);
  const event = announcement(isDeleted ? EVENT_TYPES.deleted : EVENT_TYPES.kept, ruleName, {
    message,
    userId,
    userName,
    executionId,
  });
  const [refusal] = await announce({ events, time }, [event]);
  if (refusal) throw new EvaluationFailed(`EventBridge did not take the event of ${userName}: ${refusal[1]}`);
  return message;
}

/** A deletion whose answer was lost, or that SSM does not show yet, shows in IAM. */
async function hasDeleted(iam: Dependencies['iam'], { userName, deletion }: Run): Promise<boolean> {
  return deletion.status === 'Success' || (await readLoginProfile(iam, userName)) === 'none';
}

function deletedMessage({ userName, answer, deletion }: Run): string {
  const done =
    deletion.status === 'Success' ? 'the console password was deleted' : 'there is no console password any more';
  const reason = answer?.kind === 'inactive' ? answer.reason : '';
  // With =, since a user's name may look like an option.
  const restore = `aws iam create-login-profile --user-name=${userName} --password-reset-required --password NEW_PASSWORD`;
  return `IAM user ${userName}: ${done}: ${reason}. To give access back: ${restore}`;
}

function keptMessage({ userName, answer, deletion }: Run): string {
  const kept = `IAM user ${userName}: the console password was kept`;
  if (answer?.kind === 'compliant') return `${kept}: ${answer.reason}.`;
  return `${kept}: the deletion failed: ${deletion.failure ?? `its step is ${deletion.status}`}`;
}
