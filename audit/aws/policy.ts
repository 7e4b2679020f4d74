/** The commands, and the two ways of the audit that read many accounts: each for its caller. */
export type Command = 'audit' | 'audit --organization' | 'audit --aggregator' | 'preflight' | 'verify';

interface Permission {
  readonly action: string;
  readonly resource: string;
  /** The commands that fail without it, or say what they cannot tell. */
  readonly commands: readonly Command[];
}

const USERS = 'arn:*:iam::*:user/*';
/** The runbook's role, whose name CloudFormation generates. */
const ROLES = 'arn:*:iam::*:role/*';
const RULES = 'arn:*:config:*:*:config-rule/*';
const REMEDIATIONS = 'arn:*:config:*:*:remediation-configuration/*';
const AGGREGATORS = 'arn:*:config:*:*:config-aggregator/*';
/** The role of docs/audit-role.template.yaml. */
const AUDIT_ROLES = 'arn:*:iam::*:role/inactive-iam-users-audit';
/** The linked runbook may be any document. */
const DOCUMENTS = 'arn:*:ssm:*:*:document/*';
/** The action has no resource-level permissions, or the resource may not exist and so has no ARN. */
const ANY = '*';

const ALL: readonly Command[] = ['audit', 'preflight', 'verify'];

/**
 * The least that the commands need; all actions are read-only, except that sts:AssumeRole gives the power of a role that
 * reads. `sts:GetCallerIdentity` needs no permission.
 * AWS: "Actions, resources, and condition keys" for each service, Service Authorization Reference.
 */
export const PERMISSIONS: readonly Permission[] = [
  { action: 'iam:ListUsers', resource: ANY, commands: ALL },
  { action: 'iam:GenerateCredentialReport', resource: ANY, commands: ALL },
  { action: 'iam:GetCredentialReport', resource: ANY, commands: ALL },
  { action: 'iam:GetUser', resource: USERS, commands: ALL },
  { action: 'iam:GetLoginProfile', resource: USERS, commands: ALL },
  { action: 'iam:ListAccessKeys', resource: USERS, commands: ALL },
  { action: 'iam:GetRolePolicy', resource: ROLES, commands: ['audit'] },
  { action: 'config:DescribeConfigurationRecorders', resource: ANY, commands: ['preflight'] },
  { action: 'config:ListDiscoveredResources', resource: ANY, commands: ['preflight'] },
  { action: 'config:DescribeConfigRules', resource: ANY, commands: ALL },
  { action: 'config:DescribeConfigRuleEvaluationStatus', resource: ANY, commands: ['verify'] },
  { action: 'config:GetComplianceDetailsByConfigRule', resource: RULES, commands: ['verify'] },
  { action: 'config:DescribeRemediationConfigurations', resource: REMEDIATIONS, commands: ALL },
  { action: 'config:DescribeRemediationExecutionStatus', resource: REMEDIATIONS, commands: ['verify'] },
  { action: 'config:DescribeRemediationExceptions', resource: ANY, commands: ['audit', 'verify'] },
  { action: 'ssm:DescribeDocument', resource: DOCUMENTS, commands: ['verify'] },
  { action: 'account:ListRegions', resource: ANY, commands: ['preflight', 'verify'] },
  { action: 'organizations:ListAccounts', resource: ANY, commands: ['audit --organization'] },
  { action: 'sts:AssumeRole', resource: AUDIT_ROLES, commands: ['audit --organization'] },
  ...[
    'config:DescribeConfigurationAggregatorSourcesStatus',
    'config:DescribeAggregateComplianceByConfigRules',
    'config:GetAggregateComplianceDetailsByConfigRule',
  ].map((action) => ({ action, resource: AGGREGATORS, commands: ['audit --aggregator'] as const })),
];

/**
 * For users who run the commands, with one statement for each resource.
 *
 * @param commands by default all
 */
export function policyDocument(commands?: readonly Command[]): object {
  const needed = PERMISSIONS.filter(
    (permission) => !commands || permission.commands.some((command) => commands.includes(command)),
  );
  const resources = [...new Set(needed.map(({ resource }) => resource))];
  return {
    Version: '2012-10-17',
    Statement: resources.map((resource) => ({
      Effect: 'Allow',
      Action: needed.filter((permission) => permission.resource === resource).map(({ action }) => action),
      Resource: resource,
    })),
  };
}
