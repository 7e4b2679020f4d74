import { confirmUser, tellEnding } from '../remediation/handler';
import type { Dependencies } from '../rule/dependencies';
import { evaluateUsers } from '../rule/handler';
import { isRecord } from '../rule/json';

/** Each of the function's events by what it holds: of a run that ends, of a run that asks, or else of Config. */
export async function answer(dependencies: Dependencies, event: unknown): Promise<string | undefined> {
  if (isRecord(event) && 'userId' in event) {
    if (!('executionId' in event)) return await confirmUser(dependencies, event);
    await tellEnding(dependencies, event);
  } else {
    await evaluateUsers(dependencies, event);
  }
  return undefined;
}
