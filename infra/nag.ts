import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

const ACKNOWLEDGED = {
  'Resource::*':
    'ListUsers, Generate/GetCredentialReport, PutEvaluations, DescribeConfigRules and ListDiscoveredResources have no resource-level permission; the Deny on exempt users is meant for every resource.',
  'Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*':
    'The product evaluates every IAM user of the account, and may have to remove the password of any who is not exempt.',
  'Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:automation-execution/*':
    'SSM makes the id of a run when it starts it; the function reads the run that asks it to tell.',
  'Resource::arn:<AWS::Partition>:config:<AWS::Region>:<AWS::AccountId>:config-rule/*':
    'The ARN of the rule holds an id that Config makes; naming it would be a cycle: rule, function, role, rule.',
} as const;

/** Checks the app against cdk-nag's AwsSolutions at synth: a finding that is not acknowledged here, with why, is fatal. */
export function checkedByNag(app: App, stack: Stack): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const [finding, reason] of Object.entries(ACKNOWLEDGED)) {
    Validations.of(stack).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[${finding}]`, reason });
  }
}
