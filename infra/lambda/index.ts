import { liveDependencies } from '../../rule/dependencies';
import { dispatch } from './dispatch';

const dependencies = liveDependencies();

/**
 * The stack's one Lambda: Config's question (which users are inactive?), the runbook's (is this one, still?), and what
 * the runbook tells at its end. All are answered by the same code, which is in the template once: with a function for
 * each, a StackSet's TemplateBody would have no room left, and an auditor would read the code twice.
 */
export async function handler(event: unknown): Promise<string | undefined> {
  return await dispatch(dependencies, event);
}
