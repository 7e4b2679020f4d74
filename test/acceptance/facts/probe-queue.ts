import { runbookName } from '../../../remediation/runbook-name';
import { EVENT_SOURCE } from '../../../rule/reporting/event-types';
import { NAME } from '../context';

/** What the queue gets of the product under test: which events, by the logical id of the rule that sends them. */
const PATTERNS = {
  ProductEvents: { source: [EVENT_SOURCE] },
  ComplianceChanges: {
    source: ['aws.config'],
    'detail-type': ['Config Rules Compliance Change'],
    detail: { configRuleName: [NAME] },
  },
  RunbookStatus: {
    source: ['aws.ssm'],
    'detail-type': ['EC2 Automation Execution Status-change Notification'],
    detail: { Definition: [{ prefix: runbookName(NAME, '') }] },
  },
  AlarmStates: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
};

const QUEUE_ARN = { 'Fn::GetAtt': ['Queue', 'Arn'] };

/** The queue NAME, which keeps messages for 14 days, and the rules that send events to it. */
export const QUEUE_RESOURCES = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: NAME, MessageRetentionPeriod: 1_209_600 } },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: QUEUE_ARN,
            Condition: {
              ArnLike: { 'aws:SourceArn': Object.keys(PATTERNS).map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })) },
            },
          },
        ],
      },
    },
  },
  ...Object.fromEntries(
    Object.entries(PATTERNS).map(([id, EventPattern]) => [
      id,
      { Type: 'AWS::Events::Rule', Properties: { EventPattern, Targets: [{ Id: 'queue', Arn: QUEUE_ARN }] } },
    ]),
  ),
};
