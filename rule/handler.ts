import type { Dependencies } from './dependencies';
import { evaluateAccount } from './evaluate';
import { parseInvocation } from './invocation';
import { metricsLine } from './metrics';

/**
 * What Config invokes. It logs one summary of an evaluation and prints its metrics; a failure is thrown, so Config shows
 * it as the rule's last error and Lambda counts it. An invocation with the result token TESTMODE leaves nothing behind.
 */
export async function evaluateUsers(
  dependencies: Dependencies,
  event: Readonly<Record<string, unknown>>,
): Promise<void> {
  const invocation = parseInvocation(event);
  const summary = await evaluateAccount(dependencies, invocation);
  console.info({ outcome: 'evaluated', rule: invocation.ruleName, ...summary });
  if (!invocation.isTest) dependencies.print(metricsLine(invocation.ruleName, summary, dependencies.time.now()));
}
