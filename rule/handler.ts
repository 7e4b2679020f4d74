import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { CLIENT_OPTIONS } from './clients';
import { evaluateAccount } from './evaluate';
import { parseInvocation } from './invocation';
import { SYSTEM_TIME } from './time';

const dependencies = {
  iam: new IAMClient(CLIENT_OPTIONS),
  config: new ConfigServiceClient(CLIENT_OPTIONS),
  time: SYSTEM_TIME,
};

/**
 * What Config invokes. It logs one summary of an evaluation; a failure is thrown, so that Config shows it as the rule's
 * last error and Lambda counts it.
 */
export async function evaluateUsers(event: unknown): Promise<void> {
  const invocation = parseInvocation(event);
  const summary = await evaluateAccount(dependencies, invocation);
  console.info({ outcome: 'evaluated', rule: invocation.ruleName, ...summary });
}
