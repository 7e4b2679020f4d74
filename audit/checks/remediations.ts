import {
  type ConfigServiceClient,
  DescribeRemediationConfigurationsCommand,
  paginateDescribeConfigRules,
  type RemediationConfiguration,
} from '@aws-sdk/client-config-service';
import { isRunbookName } from '../../remediation/runbook-name';

/** DescribeRemediationConfigurations takes no more names at once, and does not take none. */
const NAMES_A_CALL = 25;

/** The remediations of these rules; rules without one are left out. AWS: "DescribeRemediationConfigurations". */
export async function readRemediations(
  config: ConfigServiceClient,
  ruleNames: readonly string[],
): Promise<RemediationConfiguration[]> {
  const remediations: RemediationConfiguration[] = [];
  for (let start = 0; start < ruleNames.length; start += NAMES_A_CALL) {
    const request = { ConfigRuleNames: ruleNames.slice(start, start + NAMES_A_CALL) };
    const { RemediationConfigurations = [] } = await config.send(new DescribeRemediationConfigurationsCommand(request));
    remediations.push(...RemediationConfigurations);
  }
  return remediations;
}

/** A rule that this product's runbook remediates. */
export interface Deployment {
  readonly ruleName: string;
  readonly runbook: string;
}

/** This product's deployments in the client's region. */
export async function findDeployments(config: ConfigServiceClient): Promise<Deployment[]> {
  const names: string[] = [];
  for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client: config }, {})) {
    names.push(...ConfigRules.flatMap(({ ConfigRuleName: name }) => name ?? []));
  }
  return deploymentsIn(await readRemediations(config, names));
}

export function deploymentsIn(remediations: readonly RemediationConfiguration[]): Deployment[] {
  return remediations.flatMap(({ ConfigRuleName: ruleName, TargetId: runbook }) =>
    ruleName !== undefined && runbook !== undefined && isRunbookName(runbook) ? [{ ruleName, runbook }] : [],
  );
}
