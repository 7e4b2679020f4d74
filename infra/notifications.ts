import { Fn, type CfnCondition } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../rule/event-types';

export interface NotificationsProps {
  readonly ruleName: string;
  readonly runbookName: string;
  readonly automaticRemediation: boolean | CfnCondition;
  readonly topicArn: string;
  /** Made only where this holds. */
  readonly condition?: CfnCondition;
}

/** What is said where the annotation, or the event's own message, says the rest. */
interface Message {
  readonly pattern: object;
  readonly paths: Readonly<Record<string, string>>;
  /** With the paths' names in angle brackets. */
  readonly text: string;
}

/** EventBridge rules that make one readable message of each event, without code, and send it to a topic. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, { topicArn, condition, ...props }: NotificationsProps) {
    super(scope, id);
    for (const [name, { pattern, paths, text }] of Object.entries(messages(props))) {
      const rule = new CfnRule(this, name, {
        eventPattern: pattern,
        targets: [
          {
            id: 'Topic',
            arn: topicArn,
            inputTransformer: {
              inputPathsMap: { account: '$.account', ...paths },
              inputTemplate: `"${text}"`,
            },
          },
        ],
      });
      if (condition) rule.cfnOptions.condition = condition;
    }
  }
}

function messages({
  ruleName,
  runbookName,
  automaticRemediation,
}: Omit<NotificationsProps, 'topicArn'>): Record<string, Message> {
  return {
    NonCompliant: {
      pattern: {
        source: ['aws.config'],
        'detail-type': ['Config Rules Compliance Change'],
        detail: { configRuleName: [ruleName], newEvaluationResult: { complianceType: ['NON_COMPLIANT'] } },
      },
      paths: { annotation: '$.detail.newEvaluationResult.annotation' },
      text: `IAM user <annotation> (account <account>). ${whatWillHappen(automaticRemediation)}`,
    },
    Failed: {
      pattern: {
        source: ['aws.ssm'],
        'detail-type': ['EC2 Automation Execution Status-change Notification'],
        detail: { Definition: [runbookName], Status: ['Failed', 'TimedOut', 'Cancelled'] },
      },
      paths: { run: '$.detail.ExecutionId', status: '$.detail.Status' },
      text: `A run that was to remove the console password of an IAM user in account <account> has ended as <status>. To see whose and why: aws ssm get-automation-execution --automation-execution-id <run>`,
    },
    Told: {
      pattern: { source: [EVENT_SOURCE], detail: { ruleName: [ruleName] } },
      paths: { message: '$.detail.message' },
      text: 'IAM user <message> (account <account>)',
    },
  };
}

function whatWillHappen(automaticRemediation: boolean | CfnCondition): string {
  const automatic = 'The runbook will confirm this and then delete the console password.';
  const byHand = 'The console password can be deleted by the button Remediate of the AWS Config rule.';
  if (typeof automaticRemediation === 'boolean') return automaticRemediation ? automatic : byHand;
  return Fn.conditionIf(automaticRemediation.logicalId, automatic, byHand).toString();
}
