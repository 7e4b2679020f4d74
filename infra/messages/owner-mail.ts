import { join } from 'node:path';
import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { MAILED_TYPES } from '../../messages/event';
import { type MailSettings, VARIABLES } from '../../messages/settings';
import { EVENT_SOURCE, EVENT_TYPES } from '../../rule/reporting/event-types';
import { sesConfigurationSetArn, sesIdentityArn, userArn } from '../control/arns';
import { alarmOnAny } from '../control/monitoring';
import { lambdaBundle } from '../lambda/bundle';

/** Each value may be a token. */
interface OwnerMailProps extends Omit<MailSettings, 'allowedDomains'> {
  readonly ruleName: string;
  /** Comma-separated; a text for Fn::Sub, e.g. `${AllowedDomains}`. */
  readonly allowedDomains: string;
}

/** Mails the person concerned: an EventBridge rule and its function, which can read users and send from one address. */
export class OwnerMail extends Construct {
  /** Of the alarm on mails that could not be sent. */
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, { ruleName, ...settings }: OwnerMailProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Mail: policy(settings, logGroup.logGroupArn) },
    });
    const lambda = new Function(this, 'Function', {
      code: Code.fromInline(lambdaBundle(join(__dirname, '..', '..', 'messages'))),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      role,
      timeout: Duration.minutes(1),
      memorySize: 256,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      environment: {
        [VARIABLES.sender]: settings.sender,
        [VARIABLES.allowedDomains]: Fn.sub(settings.allowedDomains),
        [VARIABLES.ownerTagKey]: settings.ownerTagKey,
        [VARIABLES.contact]: settings.contact,
      },
    });
    const rule = new CfnRule(this, 'Rule', {
      eventPattern: {
        // The bus may also receive other accounts' events.
        account: [Aws.ACCOUNT_ID],
        source: [EVENT_SOURCE],
        'detail-type': MAILED_TYPES.map((type) => EVENT_TYPES[type]),
        detail: { ruleName: [ruleName] },
      },
      targets: [{ id: 'Function', arn: lambda.functionArn }],
    });
    new CfnPermission(this, 'Invocation', {
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
    this.alarmArn = alarmOnAny(this, 'Unsent', {
      alarmDescription: 'A mail to a user could not be sent: the log of the messages function shows why',
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensions: [{ name: 'FunctionName', value: lambda.functionName }],
    });
  }
}

function policy({ sender, allowedDomains }: Omit<OwnerMailProps, 'ruleName'>, logGroupArn: string): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ actions: ['iam:GetUser'], resources: [userArn()] }),
      // Which identity SES checks depends on what is verified: the address, its domain, or a domain above that. It also
      // checks the identity's default configuration set, if there is one. AWS: "Identity and access management in Amazon
      // SES", SES Developer Guide; "Actions, resources, and condition keys for Amazon SES v2", Service Authorization
      // Reference.
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [sesIdentityArn(), sesConfigurationSetArn()],
        conditions: {
          StringEquals: { 'ses:FromAddress': sender },
          'ForAllValues:StringLike': { 'ses:Recipients': anyoneIn(allowedDomains) },
        },
      }),
      new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] }),
    ],
  });
}

/** CloudFormation joins the entries of the list with the prefix to make patterns of them. */
function anyoneIn(domains: string): string[] {
  return Fn.split(',', Fn.join(',*@', Fn.split(',', Fn.sub(`*@${domains}`))));
}
