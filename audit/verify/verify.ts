import type { ConfigRule, ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import { InvalidParameter } from '../../rule/decision/errors';
import { parseRuleParameters, type RuleParameters } from '../../rule/decision/parameters';
import { listUsers } from '../../rule/account/read-users';
import type { Time } from '../../rule/account/time';
import type { UsersById } from '../../rule/decision/user-facts';
import { checkCaller } from '../checks/caller';
import type { Check } from '../checks/checks';
import { findRule } from '../checks/config-rule';
import { deniedCheck, permitted, unlessDenied } from '../checks/denial';
import type { Progress } from '../report/live-account';
import { checkSecondDeployment, type RegionalClients } from '../checks/second-deployment';
import { checkCompliance } from './compliance';
import { checkEvaluation } from './evaluation';
import { checkRemediation } from './remediation';
import { parametersText } from '../checks/words';

export interface VerifyOptions {
  readonly region: string;
  readonly ruleName: string;
  readonly time: Time;
  /** Told of the regions that have been looked at. */
  readonly progress?: Progress;
}

interface Clients extends RegionalClients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/**
 * Whether a deployed rule and its remediation do what they are there for. Reads only.
 *
 * @returns the checks; only the first ones where there is no such rule, since the others rest on it
 * @throws the SDK's errors, but for denied calls: those are checks that are not ok
 */
export async function verify(clients: Clients, options: VerifyOptions): Promise<Check[]> {
  const caller = await checkCaller(clients.sts, options.region);
  const { value: rule, denial } = await permitted(findRule(clients.config, options.ruleName));
  if (denial) return [caller, deniedCheck('The rule', denial)];
  if (!rule) return [caller, missingRule(options)];
  const parameters = parametersOf(rule);
  return [
    caller,
    checkState(rule, options),
    checkParameters(parameters),
    ...(await checkWork(clients, rule, parameters, options)),
    await checkSecondDeployment(clients, options, options.progress),
  ];
}

/** What the rule and its remediation have done, and whether it is true. */
async function checkWork(
  { iam, config, ssm }: Clients,
  rule: ConfigRule,
  parameters: RuleParameters | InvalidParameter,
  options: VerifyOptions,
): Promise<Check[]> {
  const listed = await permitted(listUsers(iam));
  const names: ReadonlyMap<string, string> = new Map([...(listed.value ?? [])].map(([id, { name }]) => [id, name]));
  const known = { ...options, names };
  // In an account without users the rule has nothing to report.
  const reports = listed.value?.size !== 0;
  return [
    await unlessDenied('The last evaluation', checkEvaluation(config, rule, { ...options, reports })),
    ...(await checkRemediation({ config, ssm }, known)),
    listed.denial
      ? deniedCheck('The live decision', listed.denial)
      : await compare({ iam, config }, listed.value, parameters, options),
  ];
}

async function compare(
  clients: Pick<Clients, 'iam' | 'config'>,
  users: UsersById,
  parameters: RuleParameters | InvalidParameter,
  options: VerifyOptions,
): Promise<Check> {
  if (parameters instanceof InvalidParameter) {
    return {
      ok: false,
      title: "Config's stored compliance cannot be compared with a live decision",
      remedy: "Correct the rule's parameters first.",
    };
  }
  return await unlessDenied('The live decision', checkCompliance(clients, users, parameters, options));
}

function missingRule({ ruleName, region }: VerifyOptions): Check {
  return {
    ok: false,
    title: `There is no rule named ${ruleName} in ${region}`,
    remedy: 'Deploy it here, or name its region and its name with --region and --rule-name.',
  };
}

function checkState({ ConfigRuleState: state }: ConfigRule, { ruleName }: VerifyOptions): Check {
  if (state === 'ACTIVE' || state === 'EVALUATING') return { ok: true, title: `The rule ${ruleName} is ${state}` };
  return {
    ok: false,
    title: `The rule ${ruleName} is not active: its state is ${state ?? 'unknown'}`,
    remedy: 'It is being deleted, or has lost its results: wait for that, then deploy the stack again.',
  };
}

function parametersOf({ InputParameters: given }: ConfigRule): RuleParameters | InvalidParameter {
  try {
    return parseRuleParameters(given);
  } catch (error) {
    if (error instanceof InvalidParameter) return error;
    throw error;
  }
}

function checkParameters(parameters: RuleParameters | InvalidParameter): Check {
  if (!(parameters instanceof InvalidParameter)) {
    return { ok: true, title: `Its parameters: ${parametersText(parameters)}` };
  }
  return {
    ok: false,
    title: "The rule's parameters are wrong: each evaluation and each run fails",
    details: [parameters.message],
    remedy: 'Update the stack with a value that is allowed.',
  };
}
