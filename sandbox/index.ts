/** The local AWS's public surface, for the command and the product's tests. */
export { LocalAws, type LocalAwsOptions } from './aws/local-aws';
export { LocalOrganization, type LocalOrganizationOptions } from './aws/local-organization';
export { checkRules, evaluateConditions } from './cloudformation/conditions';
export type { Stack } from './cloudformation/deploy';
export { resolveParameters } from './cloudformation/parameters';
export { referencesOf } from './cloudformation/references';
export { parseTemplate } from './cloudformation/template';
export { type Account, Ids, SAMPLE_ACCOUNT } from './core/account';
export { AwsError } from './core/aws-error';
export { SandboxClock } from './core/clock';
export { Fields } from './core/fields';
export type { ServiceName } from './core/service-names';
export { type Call, Endpoint } from './endpoint/endpoint';
export { LostAnswer } from './endpoint/lost-answer';
export type { Operations } from './endpoint/operation';
export type { Caller, Tag } from './policy/caller';
export { evaluate } from './policy/evaluate';
export { parseIdentityPolicy, parsePolicyDocument } from './policy/parse-policy';
export type { PolicyDocument } from './policy/policy-document';
export { withoutAction } from './policy/without-action';
export { addresseeOf, decodeRequest, encodeError, encodeResponse } from './protocols/wire';
export type { UnconfirmedAlarms } from './services/cloudwatch/evaluation-range';
export type { ComplianceType } from './services/config/compliance-store';
export type { EvaluationRun } from './services/config/evaluations';
export type { RemediationRun } from './services/config/remediation';
export { Iam } from './services/iam/iam';
export type { SeedUser } from './services/iam/seed';
export type { IamUser } from './services/iam/user';
export type {
  ExecutionEnvironment,
  FunctionDefinition,
  FunctionResult,
  StartEnvironment,
} from './services/lambda/lambda';
export { environmentVariables } from './services/lambda/variables';
export { WorkerEnvironment } from './services/lambda/worker-environment';
export type { AsffFinding } from './services/securityhub/asff';
export { parseDocument } from './services/ssm/document';
export type { DocumentDefinition } from './services/ssm/documents';
export { type Execution, NO_OUTPUT, type StepExecution } from './services/ssm/execution';
export { following } from './services/ssm/flow';
export type { Runbook, Step } from './services/ssm/runbook';
export { type Reference, substitute } from './services/ssm/template';
