import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Every IAM user of the account. IAM is global: the ARN has no region. */
export function userArn(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'user', resourceName: '*' });
}

/** Every Config rule of the account and region: the rule's own ARN would be a cycle (rule, function, role, rule). */
export function configRuleArn(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'config', resource: 'config-rule', resourceName: '*' });
}

/** Every run of a runbook in the account. */
export function automationExecutionArn(scope: Construct): string {
  return Stack.of(scope).formatArn({
    service: 'ssm',
    region: '*',
    resource: 'automation-execution',
    resourceName: '*',
  });
}
