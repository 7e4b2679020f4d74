import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of AWS Config: it reads the properties itself, and checks them as PutConfigRule does. */
export interface ConfigRules {
  putRule(rule: unknown): { readonly arn: string; readonly ruleId: string; readonly name: string };
}

/** AWS::Config::ConfigRule. Ref: the rule's name; attributes Arn, ConfigRuleId. */
export function configRuleProvider(config: ConfigRules): ResourceProvider {
  return {
    create(properties, { physicalName }) {
      const rule = properties.only('ConfigRuleName', 'Description', 'InputParameters', 'Source').values();
      const { arn, ruleId, name } = config.putRule({
        ...rule,
        ConfigRuleName: properties.optionalText('ConfigRuleName') ?? physicalName(128),
      });
      return { ref: name, attributes: { Arn: arn, ConfigRuleId: ruleId } };
    },
  };
}
