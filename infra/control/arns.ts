import { Fn } from 'aws-cdk-lib';

/** In this account and partition; `region` is empty for global services. */
function arn(service: string, region: string, resource: string): string {
  return Fn.sub(`arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`);
}

const HERE = '${AWS::Region}';

export const userArn = (): string => arn('iam', '', 'user/*');

/** Not the rule's own ARN, which would be a cycle: rule, function, role, rule. */
export const configRuleArn = (): string => arn('config', HERE, 'config-rule/*');

export const automationExecutionArn = (): string => arn('ssm', HERE, 'automation-execution/*');

export const defaultBusArn = (): string => arn('events', HERE, 'event-bus/default');

export const rootArn = (): string => arn('iam', '', 'root');

export const sesIdentityArn = (): string => arn('ses', HERE, 'identity/*');

export const sesConfigurationSetArn = (): string => arn('ses', HERE, 'configuration-set/*');
