import type { EventRuleDefinition, TargetDefinition } from './event-bus';
import type { Properties } from '../../cloudformation/properties';
import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of EventBridge, which checks patterns and transformers itself. */
export interface EventRules {
  /** @returns the rule's ARN */
  putRule(rule: EventRuleDefinition): string;
}

const RULE_NAME = { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ } as const;

/** AWS::Events::Rule on an event pattern, on the default bus. Ref: its name; attribute Arn. */
export function eventsRuleProvider(events: EventRules): ResourceProvider {
  return {
    create(properties, { physicalName }) {
      properties.only('Name', 'Description', 'EventPattern', 'State', 'Targets', 'Tags').checkTags();
      properties.optionalText('Description', { max: 512 });
      const name = properties.optionalText('Name', RULE_NAME) ?? physicalName(RULE_NAME.max);
      const state = properties.optionalText('State', { oneOf: ['ENABLED', 'DISABLED'] }) ?? 'ENABLED';
      const arn = events.putRule({
        name,
        pattern: properties.data('EventPattern'),
        enabled: state === 'ENABLED',
        targets: properties.structures('Targets').map(targetOf),
      });
      return { ref: name, attributes: { Arn: arn } };
    },
  };
}

function targetOf(target: Properties): TargetDefinition {
  target.only('Id', 'Arn', 'InputTransformer');
  const transformer = target.optionalStructure('InputTransformer')?.only('InputPathsMap', 'InputTemplate');
  return {
    id: target.text('Id', RULE_NAME),
    arn: target.text('Arn', { min: 1, max: 1600 }),
    ...(transformer && {
      inputTransformer: {
        inputPathsMap: transformer.textMap('InputPathsMap'),
        inputTemplate: transformer.text('InputTemplate'),
      },
    }),
  };
}
