import { type ConfigRule, type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { isNamed } from '../../rule/decision/errors';

/** The rule of this name in the client's region. AWS: "DescribeConfigRules", Config API Reference. */
export async function findRule(config: ConfigServiceClient, ruleName: string): Promise<ConfigRule | undefined> {
  try {
    const { ConfigRules: [rule] = [] } = await config.send(
      new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName] }),
    );
    return rule;
  } catch (error) {
    if (isNamed(error, 'NoSuchConfigRuleException')) return undefined;
    throw error;
  }
}
