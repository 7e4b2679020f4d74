import type { ResourceProviders } from '../../cloudformation/provider';
import type { Logs } from './logs';

/** AWS: "PutRetentionPolicy", CloudWatch Logs API Reference. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);

export function logsProviders(logs: Pick<Logs, 'createLogGroup'>): ResourceProviders {
  return {
    /** Ref: the group's name; attribute Arn, which ends with `:*`. Nothing expires here. */
    'AWS::Logs::LogGroup': {
      create(properties, { account: { partition, region, accountId }, physicalName }) {
        properties.only('LogGroupName', 'RetentionInDays', 'Tags').checkTags();
        const name =
          properties.optionalText('LogGroupName', { min: 1, max: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ }) ??
          physicalName(512);
        properties.optionalText('RetentionInDays', { oneOf: RETENTIONS });
        logs.createLogGroup(name);
        return { ref: name, attributes: { Arn: `arn:${partition}:logs:${region}:${accountId}:log-group:${name}:*` } };
      },
    },
  };
}
