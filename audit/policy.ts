/** A command that calls AWS. */
export type Command = 'audit' | 'preflight' | 'verify';

export interface Permission {
  /** IAM action. */
  readonly action: string;
  /** On which resources the calls are made. */
  readonly resource: string;
  /** The commands that fail without it. */
  readonly commands: readonly Command[];
}

/** Every IAM user, and rule, of whatever account, region and partition the policy is used in. */
const USERS = 'arn:*:iam::*:user/*';
const RULES = 'arn:*:config:*:*:config-rule/*';
const REMEDIATIONS = 'arn:*:config:*:*:remediation-configuration/*';
/** The linked document may be anybody's. */
const DOCUMENTS = 'arn:*:ssm:*:*:document/*';
/** AWS offers no resource for the action; or it is asked of what may not be there, a rule or a recorder, and has no ARN. */
const ANY = '*';

const ALL: readonly Command[] = ['audit', 'preflight', 'verify'];

/**
 * What the commands need, no more; each action reads. Resources are those of AWS: "Actions, resources, and condition keys
 * for AWS Config", and for IAM and Systems Manager, Service Authorization Reference. `sts:GetCallerIdentity` needs no permission.
 */
export const PERMISSIONS: readonly Permission[] = [
  { action: 'iam:ListUsers', resource: ANY, commands: ALL },
  { action: 'iam:GenerateCredentialReport', resource: ANY, commands: ALL },
  { action: 'iam:GetCredentialReport', resource: ANY, commands: ALL },
  { action: 'iam:GetUser', resource: USERS, commands: ALL },
  { action: 'iam:GetLoginProfile', resource: USERS, commands: ALL },
  { action: 'iam:ListAccessKeys', resource: USERS, commands: ALL },
  { action: 'config:DescribeConfigurationRecorders', resource: ANY, commands: ['preflight'] },
  { action: 'config:ListDiscoveredResources', resource: ANY, commands: ['preflight'] },
  { action: 'config:DescribeConfigRules', resource: ANY, commands: ['preflight', 'verify'] },
  { action: 'config:DescribeConfigRuleEvaluationStatus', resource: ANY, commands: ['verify'] },
  { action: 'config:GetComplianceDetailsByConfigRule', resource: RULES, commands: ['verify'] },
  { action: 'config:DescribeRemediationConfigurations', resource: REMEDIATIONS, commands: ['preflight', 'verify'] },
  { action: 'config:DescribeRemediationExecutionStatus', resource: REMEDIATIONS, commands: ['verify'] },
  { action: 'config:DescribeRemediationExceptions', resource: ANY, commands: ['verify'] },
  { action: 'ssm:DescribeDocument', resource: DOCUMENTS, commands: ['verify'] },
  { action: 'account:ListRegions', resource: ANY, commands: ['preflight', 'verify'] },
];

/** The IAM policy of somebody who runs the commands: a statement for each resource. */
export function policyDocument(): object {
  const resources = [...new Set(PERMISSIONS.map(({ resource }) => resource))];
  return {
    Version: '2012-10-17',
    Statement: resources.map((resource) => ({
      Effect: 'Allow',
      Action: PERMISSIONS.filter((permission) => permission.resource === resource).map(({ action }) => action),
      Resource: resource,
    })),
  };
}
