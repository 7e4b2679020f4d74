import { confirmUser } from '../remediation/handler';
import { isRecord } from '../rule/json';
import { evaluateUsers } from '../rule/handler';

/**
 * The stack's one Lambda: Config's question (which users are inactive?) and the runbook's (is this one, still?). Both
 * are answered by the same code, which stands once in the template: two functions with all of it would not leave room
 * in a StackSet's TemplateBody, and would be read twice by whoever audits it.
 */
export async function handler(event: unknown): Promise<string | undefined> {
  if (isRecord(event) && 'userId' in event) return await confirmUser(event);
  await evaluateUsers(event);
  return undefined;
}
