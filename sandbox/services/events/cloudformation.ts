import type { Properties } from '../../cloudformation/properties';
import { put, type ResourceProviders } from '../../cloudformation/provider';
import type { EventBus, TargetDefinition } from './event-bus';

const RULE_NAME_MAX = 64;

/** EventBus checks patterns and transformers itself. */
export function eventsProviders(events: Pick<EventBus, 'putRule' | 'deleteRule'>): ResourceProviders {
  return {
    /** A rule with an event pattern, on the default bus. Ref: its name; attribute Arn. */
    'AWS::Events::Rule': {
      ...put((properties, { physicalName }) => {
        properties.only('EventPattern', 'Targets', 'Tags').checkTags();
        const name = physicalName(RULE_NAME_MAX);
        const targets = properties.structures('Targets').map(targetOf);
        const arn = events.putRule({ name, pattern: properties.data('EventPattern'), targets });
        return { ref: name, attributes: { Arn: arn } };
      }),
      delete: (name) => events.deleteRule(name),
    },
  };
}

function targetOf(target: Properties): TargetDefinition {
  target.only('Id', 'Arn', 'InputTransformer');
  const transformer = target.optionalStructure('InputTransformer')?.only('InputPathsMap', 'InputTemplate');
  return {
    id: target.text('Id', { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ }),
    arn: target.text('Arn', { min: 1, max: 1600 }),
    inputTransformer: transformer && {
      inputPathsMap: transformer.textMap('InputPathsMap'),
      inputTemplate: transformer.text('InputTemplate'),
    },
  };
}
