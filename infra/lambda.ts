import { liveDependencies } from '../rule/dependencies';
import { answer } from './answer';

const dependencies = liveDependencies();

/**
 * The stack's one Lambda: Config's question (which users are inactive?), the runbook's (is this one, still?), and what
 * the runbook tells at its end. All are answered by the same code, which stands once in the template: functions with all
 * of it each would not leave room in a StackSet's TemplateBody, and would be read twice by whoever audits it.
 */
export async function handler(event: unknown): Promise<string | undefined> {
  return await answer(dependencies, event);
}
