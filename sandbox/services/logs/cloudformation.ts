import type { Properties } from '../../cloudformation/properties';
import type { CreatedResource, ResourceContext, ResourceProviders } from '../../cloudformation/provider';
import type { Logs } from './logs';

/** AWS: "PutRetentionPolicy", CloudWatch Logs API Reference. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);

export function logsProviders(logs: Pick<Logs, 'createLogGroup' | 'deleteLogGroup'>): ResourceProviders {
  return {
    /** Ref: the group's name; attribute Arn, which ends with `:*`. Nothing expires here. */
    'AWS::Logs::LogGroup': {
      createOnly: ['LogGroupName'],
      create(properties, context) {
        const group = logGroupOf(properties, context);
        logs.createLogGroup(group.ref);
        return group;
      },
      update: logGroupOf,
      delete: (name) => logs.deleteLogGroup(name),
    },
  };
}

function logGroupOf(properties: Properties, { account, physicalName }: ResourceContext): CreatedResource {
  properties.only('LogGroupName', 'RetentionInDays', 'Tags').checkTags();
  properties.optionalText('RetentionInDays', { oneOf: RETENTIONS });
  const limits = { min: 1, max: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ };
  const name = properties.optionalText('LogGroupName', limits) ?? physicalName(512);
  const { partition, region, accountId } = account;
  return { ref: name, attributes: { Arn: `arn:${partition}:logs:${region}:${accountId}:log-group:${name}:*` } };
}
