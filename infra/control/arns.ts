import { Fn } from 'aws-cdk-lib';

/** Within this account, in whatever partition; `region` empty for global services. */
function arn(service: string, region: string, resource: string): string {
  return Fn.sub(`arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`);
}

const HERE = '${AWS::Region}';

/** Every IAM user of the account. */
export const userArn = (): string => arn('iam', '', 'user/*');

/** Every Config rule of the account and region: the rule's own ARN would be a cycle (rule, function, role, rule). */
export const configRuleArn = (): string => arn('config', HERE, 'config-rule/*');

/** Every run of a runbook in the account and region. */
export const automationExecutionArn = (): string => arn('ssm', HERE, 'automation-execution/*');

/** The account's default event bus. */
export const defaultBusArn = (): string => arn('events', HERE, 'event-bus/default');

/** The account itself, for a key's policy. */
export const rootArn = (): string => arn('iam', '', 'root');
