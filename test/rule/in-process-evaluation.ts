import { evaluateAccount, type EvaluationSummary } from '../../rule/evaluate';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { LocalAws } from '../../sandbox/index';
import { inProcessClients } from '../support/in-process-client';
import type { RememberingConfig } from './remembering-config';

/** The rule's own evaluation in this process, without a deployment: of a local IAM, with a Config that remembers. */
export async function evaluateInProcess(
  aws: LocalAws,
  remembering: RememberingConfig,
  parameters: RuleParameters,
): Promise<EvaluationSummary> {
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const { config, events, ssm } = inProcessClients(remembering.over(aws.endpoint), aws.operator);
  const now = () => new Date(aws.clock.now());
  const time = { now, sleep: async () => undefined };
  return await evaluateAccount(
    { iam, config, events, ssm, brisk: { iam, config }, time, print: () => undefined },
    { parameters, ruleName: 'rule', resultToken: 'token', orderingTimestamp: now(), isTest: false },
  );
}
