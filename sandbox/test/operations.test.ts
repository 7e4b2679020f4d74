import * as account from '@aws-sdk/client-account';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as config from '@aws-sdk/client-config-service';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as securityhub from '@aws-sdk/client-securityhub';
import * as ses from '@aws-sdk/client-sesv2';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { LocalAws } from '../aws/local-aws';
import { type ServiceName, SERVICES } from '../core/service-names';

const CLIENTS: Readonly<Record<ServiceName, object>> = {
  account,
  cloudformation,
  cloudwatch,
  config,
  events,
  iam,
  organizations,
  securityhub,
  ses,
  sqs,
  ssm,
  sts,
};

/** Who calls an operation. A person at the AWS CLI types the command. */
type User =
  | 'the rule'
  | 'the runbook'
  | 'the messages'
  | 'the audit'
  | 'the acceptance run'
  | 'npm start'
  | `aws ${string}`;

/** Every operation that is served. */
const USERS: Readonly<Record<ServiceName, Readonly<Record<string, User>>>> = {
  iam: {
    CreateAccessKey: 'aws iam create-access-key --user-name dave',
    CreateLoginProfile: 'aws iam create-login-profile --user-name dave --password-reset-required --password …',
    CreateUser: 'aws iam create-user --user-name dave',
    DeleteAccessKey: 'aws iam delete-access-key --user-name dave --access-key-id AKIA…',
    DeleteLoginProfile: 'the runbook',
    DeleteUser: 'aws iam delete-user --user-name dave',
    GenerateCredentialReport: 'the rule',
    GetCredentialReport: 'the rule',
    GetLoginProfile: 'the rule',
    GetRolePolicy: 'the audit',
    GetUser: 'the rule',
    ListAccessKeys: 'the rule',
    ListUsers: 'the rule',
    ListUserTags: 'aws iam list-user-tags --user-name dave',
    TagUser: 'aws iam tag-user --user-name dave --tags Key=…,Value=…',
    UntagUser: 'aws iam untag-user --user-name dave --tag-keys …',
    UpdateAccessKey: 'aws iam update-access-key --user-name dave --access-key-id AKIA… --status Inactive',
    UpdateLoginProfile: 'npm start',
    UpdateUser: 'aws iam update-user --user-name dave --new-user-name david',
  },
  ses: { SendEmail: 'the messages' },
  sts: { AssumeRole: 'the audit', GetCallerIdentity: 'the runbook' },
  config: {
    DeleteRemediationExceptions:
      'aws configservice delete-remediation-exceptions --config-rule-name … --resource-keys …',
    DescribeAggregateComplianceByConfigRules: 'the audit',
    DescribeConfigRuleEvaluationStatus: 'the audit',
    DescribeConfigRules: 'the runbook',
    DescribeConfigurationAggregators: 'the audit',
    DescribeConfigurationAggregatorSourcesStatus: 'the audit',
    DescribeConfigurationRecorders: 'the audit',
    DescribeRemediationConfigurations: 'the audit',
    DescribeRemediationExceptions: 'the rule',
    DescribeRemediationExecutionStatus: 'the audit',
    GetAggregateComplianceDetailsByConfigRule: 'the audit',
    GetComplianceDetailsByConfigRule: 'the rule',
    ListDiscoveredResources: 'the runbook',
    PutEvaluations: 'the rule',
    PutRemediationConfigurations: 'the acceptance run',
    PutRemediationExceptions: 'aws configservice put-remediation-exceptions --config-rule-name … --resource-keys …',
    StartConfigRulesEvaluation: 'the runbook',
    StartRemediationExecution: 'aws configservice start-remediation-execution --config-rule-name … --resource-keys …',
  },
  ssm: {
    DeleteDocument: 'aws ssm delete-document --name …',
    DescribeAutomationExecutions: 'aws ssm describe-automation-executions',
    DescribeDocument: 'the audit',
    GetAutomationExecution: 'the runbook',
    StartAutomationExecution: 'aws ssm start-automation-execution --document-name … --parameters …',
    StopAutomationExecution: 'aws ssm stop-automation-execution --automation-execution-id …',
    UpdateDocument: 'the acceptance run',
    UpdateDocumentDefaultVersion: 'the acceptance run',
  },
  securityhub: { GetFindings: 'aws securityhub get-findings' },
  events: { PutEvents: 'the rule' },
  account: { ListRegions: 'the audit' },
  organizations: { ListAccounts: 'the audit' },
  sqs: {
    DeleteMessage: 'aws sqs delete-message --queue-url … --receipt-handle …',
    GetQueueUrl: 'the acceptance run',
    ReceiveMessage: 'aws sqs receive-message --queue-url … --max-number-of-messages 10',
  },
  cloudwatch: { DescribeAlarms: 'the acceptance run', GetMetricStatistics: 'the acceptance run' },
  cloudformation: {
    CreateChangeSet: 'aws cloudformation deploy',
    CreateStack: 'aws cloudformation create-stack --stack-name … --template-body file://… --capabilities …',
    DeleteStack: 'aws cloudformation delete-stack --stack-name …',
    DescribeChangeSet: 'aws cloudformation deploy',
    DescribeStackResources: 'the acceptance run',
    DescribeStackEvents: 'aws cloudformation describe-stack-events --stack-name …',
    DescribeStacks: 'aws cloudformation deploy',
    ExecuteChangeSet: 'aws cloudformation deploy',
    GetTemplateSummary: 'aws cloudformation deploy',
    UpdateStack: 'aws cloudformation update-stack --stack-name … --template-body file://… --capabilities …',
  },
};

let aws: LocalAws;
beforeAll(async () => {
  aws = await LocalAws.start({ now: Date.parse('2026-11-24T08:00:00Z') });
});
afterAll(() => aws.close());

/** Whether a call of the operation, without any input, is answered as AWS would. */
async function isServed(service: ServiceName, operation: string): Promise<boolean> {
  const answer = await aws.endpoint.call(aws.operator, service, operation, {}).then(() => 'an output', String);
  return !answer.includes(`not modelled by this local AWS: ${service}:${operation}`);
}

it.each(SERVICES)('%s serves what has a user, and nothing else', async (service) => {
  const operations = Object.keys(CLIENTS[service]).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
  const served = await Promise.all(
    operations.map(async (operation) => ((await isServed(service, operation)) ? [operation] : [])),
  );
  expect(served.flat().toSorted()).toEqual(Object.keys(USERS[service]).toSorted());
});
