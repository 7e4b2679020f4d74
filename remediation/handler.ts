import type { Dependencies } from '../rule/dependencies';
import { InvalidEvent } from '../rule/errors';
import { isRecord } from '../rule/json';
import { isCapped } from './answer';
import { confirm, type Subject } from './confirm';
import { tell } from './tell';

/** What the runbook invokes: its question, answered in one line; see confirm.ts. It only reads. */
export async function confirmUser(dependencies: Dependencies, event: unknown): Promise<string> {
  const subject = parseSubject(event);
  const answer = await confirm(dependencies, subject);
  console.info({ outcome: 'confirmed', ...subject, answer, capped: isCapped(answer) });
  return answer;
}

/** What the runbook invokes at its end; see tell.ts. */
export async function tellEnding(dependencies: Dependencies, event: Readonly<Record<string, unknown>>): Promise<void> {
  const { executionId, first, again } = event;
  await tell(dependencies, parseSubject(event), {
    executionId: String(executionId),
    first: String(first),
    again: String(again),
  });
}

function parseSubject(event: unknown): Subject {
  if (!isRecord(event)) throw new InvalidEvent('(the event)', event, 'an object');
  const { ruleName, userId, userName } = event;
  if (typeof ruleName !== 'string' || ruleName === '')
    throw new InvalidEvent('ruleName', ruleName, 'the name of the rule');
  if (typeof userId !== 'string' || !/^AIDA[A-Z0-9]{12,}$/.test(userId)) {
    throw new InvalidEvent('userId', userId, "an IAM user's unique id (AIDA…)");
  }
  // Where Config's inventory does not know the user, SSM may pass a sentence on instead of a name.
  if (typeof userName !== 'string' || !/^[\w+=,.@-]{1,64}$/.test(userName)) {
    throw new InvalidEvent(
      'userName',
      userName,
      "the name that Config's inventory has for the user; does Config record AWS::IAM::User in this region?",
    );
  }
  return { ruleName, userId, userName };
}
