import {
  type ConfigRule,
  type ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeRemediationConfigurationsCommand,
  paginateDescribeConfigRules,
  type RemediationConfiguration,
} from '@aws-sdk/client-config-service';
import { isRunbookName } from '../../remediation/runbook-name';
import { parameterTexts } from '../../rule/decision/default-parameters';
import { isNamed, required } from '../../rule/decision/errors';
import type { RuleParameters } from '../../rule/decision/parameters';

/** AWS: "DescribeRemediationConfigurations", AWS Config API Reference: it takes 1 to 25 names. */
const NAMES_PER_CALL = 25;

/** A rule of this product: the product's runbook remediates it. */
export interface Deployment {
  readonly ruleName: string;
  readonly runbook: string;
}

/** The rule of this name in the client's region. */
export async function findRule(config: ConfigServiceClient, ruleName: string): Promise<ConfigRule | undefined> {
  try {
    const { ConfigRules: rules } = await config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName] }));
    return required(rules, 'ConfigRules')[0];
  } catch (error) {
    if (isNamed(error, 'NoSuchConfigRuleException')) return undefined;
    throw error;
  }
}

/** The remediation configurations of those of the rules that have one. */
export async function readRemediationConfigurations(
  config: ConfigServiceClient,
  ruleNames: readonly string[],
): Promise<RemediationConfiguration[]> {
  const configurations: RemediationConfiguration[] = [];
  for (let start = 0; start < ruleNames.length; start += NAMES_PER_CALL) {
    const request = { ConfigRuleNames: ruleNames.slice(start, start + NAMES_PER_CALL) };
    const page = await config.send(new DescribeRemediationConfigurationsCommand(request));
    configurations.push(...required(page.RemediationConfigurations, 'RemediationConfigurations'));
  }
  return configurations;
}

/** This product's deployments in the client's region. */
export async function findDeployments(config: ConfigServiceClient): Promise<Deployment[]> {
  const names: string[] = [];
  for await (const { ConfigRules: rules } of paginateDescribeConfigRules({ client: config }, {})) {
    names.push(...required(rules, 'ConfigRules').flatMap(({ ConfigRuleName: name }) => name ?? []));
  }
  return deploymentsIn(await readRemediationConfigurations(config, names));
}

export function deploymentsIn(configurations: readonly RemediationConfiguration[]): Deployment[] {
  return configurations.flatMap(({ ConfigRuleName: ruleName, TargetId: runbook }) =>
    ruleName !== undefined && runbook !== undefined && isRunbookName(runbook) ? [{ ruleName, runbook }] : [],
  );
}

/** A rule's parameters in one line. */
export function parametersText(parameters: RuleParameters): string {
  return Object.entries(parameterTexts(parameters))
    .map(([name, text]) => `${name} ${text}`)
    .join(', ');
}
