import type { ResourceProviders } from '../../cloudformation/provider';
import type { Config } from './config';

/** Config reads and checks the properties itself, as PutConfigRule and its like do. */
export function configProviders(
  config: Pick<Config, 'putRule' | 'putRemediation' | 'putAggregator'>,
): ResourceProviders {
  return {
    /** Ref: the rule's name; attributes Arn, ConfigRuleId. */
    'AWS::Config::ConfigRule': {
      create(properties) {
        const { arn, ruleId, name } = config.putRule(properties.values());
        return { ref: name, attributes: { Arn: arn, ConfigRuleId: ruleId } };
      },
    },

    /** Ref and attribute Id: a generated name. */
    'AWS::Config::RemediationConfiguration': {
      create(properties, { physicalName }) {
        config.putRemediation(properties.values());
        const id = physicalName(256);
        return { ref: id, attributes: { Id: id } };
      },
    },

    /** Ref: the aggregator's name; attribute ConfigurationAggregatorArn. */
    'AWS::Config::ConfigurationAggregator': {
      create(properties, { physicalName }) {
        const { name, arn } = config.putAggregator(properties.values(), physicalName(256));
        return { ref: name, attributes: { ConfigurationAggregatorArn: arn } };
      },
    },
  };
}
