import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { automationExecutionArn, configRuleArn, userArn } from './arns';

/**
 * The runbook's role: it alone may delete a login profile. The Deny makes IAM itself keep exempt users, whatever the
 * code decides; IAM compares the tag's key without regard to case.
 */
export function automationRole(scope: Construct, id: string, reader: IFunction, exemptTagKey: string): Role {
  return new Role(scope, id, {
    description: 'Deletes the login profile of an inactive IAM user, as an Automation runbook',
    assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': automationExecutionArn() },
      },
    }),
    inlinePolicies: {
      DeleteLoginProfile: new PolicyDocument({
        statements: [
          // AWS offers no resource for the inventory.
          allow('config:ListDiscoveredResources', '*'),
          allow('lambda:InvokeFunction', reader.functionArn),
          allow('config:StartConfigRulesEvaluation', configRuleArn()),
          allow('iam:DeleteLoginProfile', userArn()),
          new PolicyStatement({
            effect: Effect.DENY,
            actions: ['iam:DeleteLoginProfile'],
            resources: ['*'],
            conditions: { Null: { [`aws:ResourceTag/${exemptTagKey}`]: 'false' } },
          }),
        ],
      }),
    },
  });
}

function allow(action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ actions: [action], resources: [resource] });
}
