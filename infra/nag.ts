import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

const ACKNOWLEDGED = {
  'Resource::*':
    'ListUsers, Generate/GetCredentialReport, PutEvaluations, DescribeConfigRules and ListDiscoveredResources have no resource-level permissions; the Deny for exempt users applies to every resource.',
  'Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*':
    'The product evaluates every IAM user of the account, and may delete the password of any who is not exempt.',
  'Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:automation-execution/*':
    'SSM creates the id of a run when it starts the run; the function reads the run that invokes it.',
  'Resource::arn:<AWS::Partition>:config:<AWS::Region>:<AWS::AccountId>:config-rule/*':
    'The ARN of the rule contains an id created by Config; using it would be a cycle: rule, function, role, rule.',
  'Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*':
    'A condition allows one sender address only, and recipients in the allowed domains only; SES chooses which verified identity covers the address.',
  'Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:configuration-set/*':
    'The default configuration set of the identity, whose name the stack does not know.',
} as const;

/** Synth fails on each finding of cdk-nag's AwsSolutions that is not acknowledged here with a reason. */
export function checkedByNag(app: App, ...stacks: readonly Stack[]): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const [finding, reason] of Object.entries(ACKNOWLEDGED)) {
    for (const stack of stacks) {
      Validations.of(stack).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[${finding}]`, reason });
    }
  }
}
