import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { Check } from '../checks/checks';
import { deploymentsIn, findRule, parametersText, readRemediationConfigurations } from '../aws/deployments';

/** The rule's name must be free, or belong to this product: the deployment is then an update. */
export async function checkName(config: ConfigServiceClient, ruleName: string, wanted: RuleParameters): Promise<Check> {
  const rule = await findRule(config, ruleName);
  if (!rule) return { ok: true, title: `The rule's name is free: ${ruleName}` };
  const [own] = deploymentsIn(await readRemediationConfigurations(config, [ruleName]));
  const parameters = `its parameters: ${rule.InputParameters ?? '(none)'}; wanted: ${parametersText(wanted)}`;
  if (own) {
    return {
      ok: true,
      title: `This product is deployed here already, as ${ruleName}: update its stack`,
      details: [`runbook ${own.runbook}`, parameters],
    };
  }
  return {
    ok: false,
    title: `There is a rule named ${ruleName} already`,
    details: [
      `it is ${rule.Source?.Owner ?? 'unknown'}, ${rule.Source?.SourceIdentifier ?? 'of an unknown source'}`,
      parameters,
    ],
    remedy: 'It is not linked to a runbook of this product. Deploy with another RuleName, or delete that rule.',
  };
}
