import type { AccountClient } from '@aws-sdk/client-account';
import type { ConfigRule, ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import { InvalidParameter } from '../../rule/decision/errors';
import { parseRuleParameters, type RuleParameters } from '../../rule/decision/parameters';
import type { Progress } from '../../rule/account/judge-account';
import { listUsers } from '../../rule/account/read-users';
import type { Time } from '../../rule/account/time';
import type { UsersById } from '../../rule/decision/user-facts';
import { checkCaller } from '../checks/caller';
import type { Check, Target } from '../checks/checks';
import { findRule, parametersText } from '../aws/deployments';
import { permitted } from '../aws/denial';
import { deniedCheck, unlessDenied } from '../checks/denied';
import { attempt, readRegions } from '../aws/regions';
import { checkSecondDeployment } from '../checks/second-deployment';
import { checkCompliance } from './compliance';
import { checkEvaluation } from './evaluation';
import { checkRemediation } from './remediation';

interface VerifyOptions extends Target {
  readonly time: Time;
  readonly progress?: Progress;
}

interface Clients {
  readonly account: AccountClient;
  readonly configIn: (region: string) => ConfigServiceClient;
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/**
 * Checks, read-only, whether the deployed rule and its remediation work. A denied call is a failed check. Without the rule,
 * the other checks are left out.
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
    await checkSecondDeployment(
      clients.configIn,
      await attempt(readRegions(clients.account)),
      options,
      options.progress,
    ),
  ];
}

async function checkWork(
  { iam, config, ssm }: Clients,
  rule: ConfigRule,
  parameters: RuleParameters | InvalidParameter,
  options: VerifyOptions,
): Promise<Check[]> {
  const listed = await permitted(listUsers(iam));
  const names: ReadonlyMap<string, string> = new Map([...(listed.value ?? [])].map(([id, { name }]) => [id, name]));
  const known = { ...options, names };
  // Without users, the rule puts no evaluations.
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
    remedy: 'Deploy it here, or give its region and its name with --region and --rule-name.',
  };
}

function checkState({ ConfigRuleState: state }: ConfigRule, { ruleName }: VerifyOptions): Check {
  if (state === 'ACTIVE' || state === 'EVALUATING') return { ok: true, title: `The rule ${ruleName} is ${state}` };
  return {
    ok: false,
    title: `The rule ${ruleName} is not active: its state is ${state ?? 'unknown'}`,
    remedy: 'The rule or its evaluations are being deleted. Wait until that is done, then deploy the stack again.',
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
  return parameters instanceof InvalidParameter
    ? {
        ok: false,
        title: "The rule's parameters are invalid: each evaluation and each run fails",
        details: [parameters.message],
        remedy: 'Update the stack with an allowed value.',
      }
    : { ok: true, title: `Its parameters: ${parametersText(parameters)}` };
}
