import { Aws, Fn } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { automationExecutionArn, userArn } from './arns';

interface AutomationRoleProps {
  readonly functionArn: string;
  readonly ruleArn: string;
  readonly exemptTagKey: string;
  /** Comma-separated, empty for nobody; a text for Fn::Sub, e.g. `${ExemptUsers}`. */
  readonly exemptUsers: string;
}

/**
 * The only role that may delete a login profile. Whatever the code decides, IAM denies it for users with the exemption tag
 * (its key is not case-sensitive) and for users on the exemption list (case-sensitive).
 */
export function automationRole(scope: Construct, id: string, props: AutomationRoleProps): Role {
  const deny = { effect: Effect.DENY, actions: ['iam:DeleteLoginProfile'] };
  return new Role(scope, id, {
    description: 'Deletes the login profile of an inactive IAM user',
    assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        // AWS does not document whether runs that Config starts carry this key.
        ArnLikeIfExists: { 'aws:SourceArn': automationExecutionArn() },
      },
    }),
    inlinePolicies: {
      DeleteLoginProfile: new PolicyDocument({
        // CDK would merge statements with the same effect and action, but it cannot merge lists made by CloudFormation.
        minimize: false,
        statements: [
          // This action has no resource-level permissions.
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
 * Prefixes each entry of the list to make it an ARN. CloudFormation does this by joining the entries with the prefix. A
 * Join's delimiter cannot contain a function, hence `*` for partition and account. The first ARN is the prefix alone, which
 * matches nobody.
 */
function arnsOfEach(before: string, exemptUsers: string): string[] {
  return Fn.split(',', Fn.join(`,${before}`, Fn.split(',', Fn.sub(`${before},${exemptUsers}`))));
}

function allow(action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ actions: [action], resources: [resource] });
}
