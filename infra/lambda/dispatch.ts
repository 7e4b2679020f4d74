import { RUNBOOK_TASKS } from '../../remediation/handler';
import type { Task } from '../../remediation/protocol';
import type { Dependencies } from '../../rule/dependencies';
import { InvalidEvent } from '../../rule/decision/errors';
import { evaluateUsers } from '../../rule/handler';
import { isRecord } from '../../rule/decision/json';

/**
 * Each event of the function to what it asks for: an event of the runbook names its task, and Config's event is the one
 * with an `invokingEvent`.
 *
 * @throws InvalidEvent for any other, e.g. that of a run that began with 0.1.0's runbook: nothing is deleted then
 */
export async function dispatch(dependencies: Dependencies, event: unknown): Promise<string | undefined> {
  if (!isRecord(event)) throw new InvalidEvent('(the event)', event, 'an object');
  const { task } = event;
  if (isTask(task)) return await RUNBOOK_TASKS[task](dependencies, event);
  if ('invokingEvent' in event) {
    await evaluateUsers(dependencies, event);
    return undefined;
  }
  throw new InvalidEvent('task', task, `one of ${Object.keys(RUNBOOK_TASKS).join(', ')}`);
}

function isTask(task: unknown): task is Task {
  return typeof task === 'string' && Object.hasOwn(RUNBOOK_TASKS, task);
}
