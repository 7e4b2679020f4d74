import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../rule/reporting/event-types';
import { automationExecutionArn, configRuleArn, defaultBusArn, userArn } from './arns';
import { lambdaBundle } from '../lambda/bundle';

interface ReaderFunctionProps {
  /** Encrypts the log group. */
  readonly logGroupKey: IKey | undefined;
}

/** The Lambda with its code, its log group and its role, which can read IAM but not change it. */
export class ReaderFunction extends Construct {
  readonly function: Function;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { logGroupKey }: ReaderFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
      encryptionKey: logGroupKey,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Read: this.policy() },
    });
    this.function = new Function(this, 'Function', {
      code: Code.fromInline(lambdaBundle()),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      role,
      timeout: Duration.minutes(15),
      memorySize: 512,
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup,
    });
  }

  private policy(): PolicyDocument {
    return new PolicyDocument({
      statements: [
        // No resource-level permissions. AWS: "Actions, resources, and condition keys", Service Authorization Reference.
        allow(
          '*',
          'iam:ListUsers',
          'iam:GenerateCredentialReport',
          'iam:GetCredentialReport',
          'config:PutEvaluations',
          'config:DescribeConfigRules',
          'config:DescribeRemediationExceptions',
        ),
        allow(userArn(), 'iam:GetUser', 'iam:GetLoginProfile', 'iam:ListAccessKeys'),
        allow(configRuleArn(), 'config:GetComplianceDetailsByConfigRule'),
        allow(automationExecutionArn(), 'ssm:GetAutomationExecution'),
        new PolicyStatement({
          actions: ['events:PutEvents'],
          resources: [defaultBusArn()],
          conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
        }),
        allow(this.logGroup.logGroupArn, 'logs:CreateLogStream', 'logs:PutLogEvents'),
      ],
    });
  }
}

function allow(resource: string, ...actions: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}
