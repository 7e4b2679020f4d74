import { NAME } from '../context';
import { FUNCTION_PARAMETER, remediationDocument, ROLE_PARAMETER, STEPS_DOCUMENT } from './probe-documents';
import { PROBE_FUNCTION } from './probe-function';
import { QUEUE_RESOURCES } from './probe-queue';

/** The probe's stack, its Config rule, and the document that remediates it. */
export const PROBE = `${NAME}-probe`;
/** The document that the acceptance run starts by hand. */
export const STEPS_DOCUMENT_NAME = `${NAME}-steps`;

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const arn = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

function role(service: string, Condition: object | undefined, statements: readonly object[]): object {
  const assume = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition };
  const policy = {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [assume] },
      Policies: [{ PolicyName: 'Probe', PolicyDocument: policy }],
    },
  };
}

/** @param content JSON text; as a text, because CloudFormation makes strings of an object's booleans */
function document(Name: string, content: string): object {
  const Content = { 'Fn::Sub': content };
  return {
    Type: 'AWS::SSM::Document',
    Properties: { Name, DocumentType: 'Automation', DocumentFormat: 'JSON', Content },
  };
}

const SAME_ACCOUNT = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };

const FUNCTION_RESOURCES = {
  LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 14 } },
  FunctionRole: role('lambda.amazonaws.com', undefined, [
    // This action has no resource-level permissions.
    { Action: 'config:PutEvaluations', Resource: '*' },
    { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arnOf('LogGroup') },
  ]),
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Role: arnOf('FunctionRole'),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: PROBE_FUNCTION },
      Timeout: 30,
      MemorySize: 256,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: 'LogGroup' } },
    },
  },
};

const RULE_RESOURCES = {
  Invocation: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf('Function'),
      Principal: 'config.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    },
  },
  Rule: {
    Type: 'AWS::Config::ConfigRule',
    DependsOn: ['Invocation'],
    Properties: {
      ConfigRuleName: PROBE,
      Description: 'Shows what AWS Config does. It calls one user of the acceptance run NON_COMPLIANT.',
      InputParameters: { userId: { Ref: 'UserId' } },
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: arnOf('Function'),
        SourceDetails: [
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: 'TwentyFour_Hours',
          },
        ],
      },
    },
  },
};

const REMEDIATION_RESOURCES = {
  StepsDocument: document(STEPS_DOCUMENT_NAME, STEPS_DOCUMENT),
  Document: document(PROBE, remediationDocument('Does nothing')),
  AutomationRole: role(
    'ssm.amazonaws.com',
    {
      'Fn::If': [
        'SourceArnIsRequired',
        { StringEquals: SAME_ACCOUNT, ArnLike: { 'aws:SourceArn': arn('ssm', 'automation-execution/*') } },
        { StringEquals: SAME_ACCOUNT },
      ],
    },
    [{ Action: 'lambda:InvokeFunction', Resource: arnOf('Function') }],
  ),
  Remediation: {
    Type: 'AWS::Config::RemediationConfiguration',
    Properties: {
      ConfigRuleName: { Ref: 'Rule' },
      TargetType: 'SSM_DOCUMENT',
      TargetId: { Ref: 'Document' },
      Automatic: true,
      // So many attempts are never made within a minute: Config does not stop by itself.
      MaximumAutomaticAttempts: 25,
      RetryAttemptSeconds: 60,
      Parameters: {
        [ROLE_PARAMETER]: { StaticValue: { Values: [arnOf('AutomationRole')] } },
        [FUNCTION_PARAMETER]: { StaticValue: { Values: [arnOf('Function')] } },
        ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      },
    },
  },
};

/**
 * The second stack of the acceptance run: the probe that finds the facts, and the queue that hears the product.
 * CloudFormation, JSON; needs CAPABILITY_IAM.
 */
export const PROBE_TEMPLATE = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'The acceptance run of inactive-iam-users: what AWS does not document, and the events of the product.',
  Parameters: {
    UserId: {
      Type: 'String',
      AllowedPattern: 'AIDA[A-Z0-9]+',
      Description: 'The id of the user that the rule calls NON_COMPLIANT',
    },
    RequireSourceArn: {
      Type: 'String',
      AllowedValues: ['true', 'false'],
      Default: 'true',
      Description: "Whether the runbook's role can be assumed with aws:SourceArn only",
    },
  },
  Conditions: { SourceArnIsRequired: { 'Fn::Equals': [{ Ref: 'RequireSourceArn' }, 'true'] } },
  Resources: { ...QUEUE_RESOURCES, ...FUNCTION_RESOURCES, ...RULE_RESOURCES, ...REMEDIATION_RESOURCES },
};
