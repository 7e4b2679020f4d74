import { RUNBOOK_TASKS } from '../../remediation/handler';
import type { Task } from '../../remediation/protocol';
import type { Dependencies } from '../../rule/dependencies';
import { InvalidEvent } from '../../rule/decision/errors';
import { evaluateUsers } from '../../rule/handler';
import { isRecord } from '../../rule/decision/json';

/**
 * Routes an event: the runbook's events name a task, and Config's has an `invokingEvent`.
 *
 * @throws InvalidEvent for any other event, e.g. of a run of 0.1.0's runbook, which then deletes nothing
 */
export async function dispatch(dependencies: Dependencies, event: unknown): Promise<string | number | undefined> {
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
