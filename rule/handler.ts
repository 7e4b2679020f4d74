import type { Dependencies } from './dependencies';
import { evaluateAccount } from './evaluate';
import { parseInvocation } from './invocation';
import { metricsLine } from './metrics';

/**
 * Handles an invocation by Config: logs a summary and prints the metrics. Errors are thrown, so Config shows them as the
 * rule's last error and Lambda counts them. With the result token TESTMODE nothing is stored.
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
