import type { Dependencies } from './dependencies';
import { evaluateAccount } from './evaluate';
import { parseInvocation } from './invocation';

/**
 * What Config invokes. It logs one summary of an evaluation; a failure is thrown, so that Config shows it as the rule's
 * last error and Lambda counts it.
 */
export async function evaluateUsers(dependencies: Dependencies, event: unknown): Promise<void> {
  const invocation = parseInvocation(event);
  const summary = await evaluateAccount(dependencies, invocation);
  console.info({ outcome: 'evaluated', rule: invocation.ruleName, ...summary });
}
