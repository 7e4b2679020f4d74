import type { Dependencies } from '../rule/dependencies';
import { InvalidEvent } from '../rule/decision/errors';
import { encodeConfirmation } from './confirmation';
import { confirm, secondsLeft, type Subject } from './confirm';
import { TASKS, type Task, USER_ID } from './protocol';
import { tell } from './tell';

type Event = Readonly<Record<string, unknown>>;

/** By the task that the runbook's event names. */
export const RUNBOOK_TASKS: Readonly<
  Record<Task, (dependencies: Dependencies, event: Event) => Promise<string | number | undefined>>
> = {
  [TASKS.confirm]: (dependencies, event) => confirmUser(dependencies, event, false),
  [TASKS.confirmAfterWait]: (dependencies, event) => confirmUser(dependencies, event, true),
  [TASKS.secondsLeft]: (dependencies, { userId }) => secondsLeft(dependencies, parseUserId(userId)),
  [TASKS.tell]: (dependencies, { executionId }) => {
    if (typeof executionId === 'string') return tell(dependencies, executionId);
    throw new InvalidEvent('executionId', executionId, 'the id of an automation execution');
  },
};

async function confirmUser(dependencies: Dependencies, event: Event, hasWaited: boolean): Promise<string> {
  const subject = parseSubject(event);
  const answer = encodeConfirmation(await confirm(dependencies, subject, { hasWaited }));
  console.info({ outcome: 'confirmed', ...subject, answer });
  return answer;
}

function parseSubject({ ruleName, userId, userName }: Event): Subject {
  if (typeof ruleName !== 'string' || ruleName === '') {
    throw new InvalidEvent('ruleName', ruleName, 'the name of the rule');
  }
  // If Config's inventory does not contain the user, SSM may pass a sentence instead of a name.
  if (typeof userName !== 'string' || !/^[\w+=,.@-]{1,64}$/.test(userName)) {
    throw new InvalidEvent(
      'userName',
      userName,
      "the name that Config's inventory has for the user; does Config record AWS::IAM::User in this region?",
    );
  }
  return { ruleName, userId: parseUserId(userId), userName };
}

function parseUserId(userId: unknown): string {
  if (typeof userId === 'string' && USER_ID.test(userId)) return userId;
  throw new InvalidEvent('userId', userId, "an IAM user's unique id (AIDA…)");
}
