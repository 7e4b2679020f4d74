import { confirmUser, tellEnding } from '../remediation/handler';
import { liveDependencies } from '../rule/dependencies';
import { evaluateUsers } from '../rule/handler';
import { isRecord } from '../rule/json';

const dependencies = liveDependencies();

/**
 * The stack's one Lambda: Config's question (which users are inactive?), the runbook's (is this one, still?), and what
 * the runbook tells at its end. All are answered by the same code, which stands once in the template: two functions with all of it would not leave room
 * in a StackSet's TemplateBody, and would be read twice by whoever audits it.
 */
export async function handler(event: unknown): Promise<string | undefined> {
  if (isRecord(event) && 'executionId' in event) return void (await tellEnding(dependencies, event));
  if (isRecord(event) && 'userId' in event) return await confirmUser(dependencies, event);
  await evaluateUsers(dependencies, event);
  return undefined;
}
