import type { Properties } from '../../cloudformation/properties';
import { alreadyExists, type CreatedResource, put, type ResourceProviders } from '../../cloudformation/provider';
import type { Config } from './config';

/** Config reads and checks the properties itself, as PutConfigRule and its like do. */
export function configProviders(
  config: Pick<Config, 'hasRule' | 'putRule' | 'deleteRule' | 'putRemediation' | 'deleteRemediation' | 'putAggregator'>,
): ResourceProviders {
  const putRule = (properties: Properties): CreatedResource => {
    const { arn, ruleId, name } = config.putRule(properties.values());
    return { ref: name, attributes: { Arn: arn, ConfigRuleId: ruleId } };
  };
  return {
    /** Ref: the rule's name; attributes Arn, ConfigRuleId. */
    'AWS::Config::ConfigRule': {
      createOnly: ['ConfigRuleName'],
      create(properties) {
        const name = properties.optionalText('ConfigRuleName') ?? '';
        if (config.hasRule(name)) throw alreadyExists('AWS::Config::ConfigRule', name);
        return putRule(properties);
      },
      update: putRule,
      delete: (name) => config.deleteRule(name),
    },

    /** Ref and attribute Id: a generated name. */
    'AWS::Config::RemediationConfiguration': {
      createOnly: ['ConfigRuleName'],
      ...put((properties, { physicalName }) => {
        config.putRemediation(properties.values());
        const id = physicalName(256);
        return { ref: id, attributes: { Id: id } };
      }),
      delete: (_id, properties) => config.deleteRemediation(properties.text('ConfigRuleName')),
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
