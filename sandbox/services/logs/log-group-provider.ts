import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of CloudWatch Logs. */
export interface LogGroups {
  createLogGroup(group: { readonly name: string; readonly retentionInDays?: number }): void;
}

/** AWS: "PutRetentionPolicy", CloudWatch Logs API Reference. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);

/** AWS::Logs::LogGroup. Ref: its name; attribute Arn, which ends with `:*`. */
export function logGroupProvider(logs: LogGroups): ResourceProvider {
  return {
    create(properties, { account: { partition, region, accountId }, physicalName }) {
      properties.only('LogGroupName', 'RetentionInDays', 'Tags').checkTags();
      const name =
        properties.optionalText('LogGroupName', { min: 1, max: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ }) ??
        physicalName(512);
      properties.optionalText('RetentionInDays', { oneOf: RETENTIONS });
      const retentionInDays = properties.optionalInteger('RetentionInDays');
      logs.createLogGroup(retentionInDays === undefined ? { name } : { name, retentionInDays });
      return { ref: name, attributes: { Arn: `arn:${partition}:logs:${region}:${accountId}:log-group:${name}:*` } };
    },
  };
}
