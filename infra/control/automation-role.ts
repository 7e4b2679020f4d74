import { Aws, Fn } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { automationExecutionArn, userArn } from './arns';

export interface AutomationRoleProps {
  readonly functionArn: string;
  readonly ruleArn: string;
  readonly exemptTagKey: string;
  /** Comma-separated, empty for nobody; a text for Fn::Sub, e.g. `${ExemptUsers}`. */
  readonly exemptUsers: string;
}

/**
 * The runbook's role: it alone may delete a login profile. Whatever the code decides, IAM itself keeps the users who carry
 * the exemption tag, whose key it compares without regard to case, and those on the exemption list, with regard to case.
 */
export function automationRole(scope: Construct, id: string, props: AutomationRoleProps): Role {
  const deny = { effect: Effect.DENY, actions: ['iam:DeleteLoginProfile'] };
  return new Role(scope, id, {
    description: 'Deletes the login profile of an inactive IAM user',
    assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': automationExecutionArn() },
      },
    }),
    inlinePolicies: {
      DeleteLoginProfile: new PolicyDocument({
        // Statements of one effect and action would be merged, which lists that CloudFormation makes cannot be.
        minimize: false,
        statements: [
          // AWS offers no resource for the inventory.
          allow('config:ListDiscoveredResources', '*'),
          allow('lambda:InvokeFunction', props.functionArn),
          allow('config:StartConfigRulesEvaluation', props.ruleArn),
          allow('iam:DeleteLoginProfile', userArn()),
          new PolicyStatement({
            ...deny,
            resources: ['*'],
            conditions: { Null: { [`aws:ResourceTag/${props.exemptTagKey}`]: 'false' } },
          }),
          new PolicyStatement({ ...deny, resources: arnsOfEach('arn:*:iam::*:user/', props.exemptUsers) }),
          new PolicyStatement({ ...deny, resources: arnsOfEach('arn:*:iam::*:user/*/', props.exemptUsers) }),
        ],
      }),
    },
  });
}

/**
 * The ARN of each entry of the list: the user, or the user below any path. CloudFormation puts the text before each entry
 * by joining them with it; a Join's delimiter can hold no function, hence the `*` for partition and account. The text is
 * the first ARN itself, which is nobody's.
 */
function arnsOfEach(before: string, exemptUsers: string): string[] {
  return Fn.split(',', Fn.join(`,${before}`, Fn.split(',', Fn.sub(`${before},${exemptUsers}`))));
}

function allow(action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ actions: [action], resources: [resource] });
}
