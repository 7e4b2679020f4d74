import type { Properties } from '../../cloudformation/properties';
import { put, type ResourceProviders } from '../../cloudformation/provider';
import type { ApiDestinations } from './api-destinations';
import type { EventBus, TargetDefinition } from './event-bus';

const RULE_NAME_MAX = 64;
const HEADER = { min: 1, max: 512, pattern: /^\P{Cc}+$/u } as const;

/** EventBus checks patterns and transformers itself. */
export function eventsProviders(
  events: Pick<EventBus, 'putRule' | 'deleteRule'>,
  destinations: Pick<ApiDestinations, 'putConnection' | 'deleteConnection' | 'putDestination' | 'deleteDestination'>,
): ResourceProviders {
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

    /** A connection with a header as its key. Ref: its name; attribute Arn. AWS: "CreateConnection". */
    'AWS::Events::Connection': {
      ...put((properties, { physicalName }) => {
        properties.only('AuthorizationType', 'AuthParameters').text('AuthorizationType', { oneOf: ['API_KEY'] });
        const auth = properties.structure('AuthParameters').only('ApiKeyAuthParameters');
        const key = auth.structure('ApiKeyAuthParameters').only('ApiKeyName', 'ApiKeyValue');
        const name = physicalName(RULE_NAME_MAX);
        const arn = destinations.putConnection({
          name,
          headerName: key.text('ApiKeyName', HEADER),
          headerValue: key.text('ApiKeyValue', HEADER),
        });
        return { ref: name, attributes: { Arn: arn } };
      }),
      delete: (name) => destinations.deleteConnection(name),
    },

    /** An HTTPS endpoint. Its rate limit has no effect here. Ref: its name; attribute Arn. AWS: "CreateApiDestination". */
    'AWS::Events::ApiDestination': {
      ...put((properties, { physicalName }) => {
        properties.only('ConnectionArn', 'HttpMethod', 'InvocationEndpoint', 'InvocationRateLimitPerSecond');
        properties.optionalInteger('InvocationRateLimitPerSecond', { min: 1 });
        const name = physicalName(RULE_NAME_MAX);
        const arn = destinations.putDestination({
          name,
          connectionArn: properties.text('ConnectionArn'),
          method: properties.text('HttpMethod', { oneOf: ['POST', 'PUT', 'PATCH'] }),
          url: properties.text('InvocationEndpoint', {
            max: 2048,
            pattern: /^https:\/\/[-()_.!~';/?:@&=+$,%A-Za-z0-9]+$/,
          }),
        });
        return { ref: name, attributes: { Arn: arn } };
      }),
      delete: (name) => destinations.deleteDestination(name),
    },
  };
}

function targetOf(target: Properties): TargetDefinition {
  target.only('Id', 'Arn', 'RoleArn', 'InputTransformer');
  const transformer = target.optionalStructure('InputTransformer')?.only('InputPathsMap', 'InputTemplate');
  return {
    id: target.text('Id', { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ }),
    arn: target.text('Arn', { min: 1, max: 1600 }),
    roleArn: target.optionalText('RoleArn'),
    inputTransformer: transformer && {
      inputPathsMap: transformer.textMap('InputPathsMap'),
      inputTemplate: transformer.text('InputTemplate'),
    },
  };
}
