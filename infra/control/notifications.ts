import { Aws, type CfnCondition } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { RUNBOOK_PREFIX } from '../../remediation/runbook-name';
import { EVENT_SOURCE } from '../../rule/reporting/event-types';

interface NotificationsProps {
  readonly ruleName: string;
  readonly alarmArns: readonly string[];
  readonly topic: { readonly arn: string; readonly condition?: CfnCondition };
}

interface Message {
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, string>>;
  /** Refers to the paths by name, in angle brackets. */
  readonly text: string;
}

/** Where the messages go. */
interface MessageTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  /** Writes a message's text as the target's input. */
  readonly inputTemplate: (text: string) => string;
}

/** EventBridge rules that turn each event into a readable message for the topic, without code. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, { topic, ...props }: NotificationsProps) {
    super(scope, id);
    const rules = messageRules(this, props, { id: 'Topic', arn: topic.arn, inputTemplate: (text) => `"${text}"` });
    if (topic.condition) for (const rule of rules) rule.cfnOptions.condition = topic.condition;
  }
}

type MessageProps = Omit<NotificationsProps, 'topic'>;

/** One rule for each kind of message. */
export function messageRules(
  scope: Construct,
  props: MessageProps,
  { inputTemplate, ...target }: MessageTarget,
): CfnRule[] {
  return Object.entries(messages(props)).map(
    ([name, { pattern, paths, text }]) =>
      new CfnRule(scope, name, {
        // The bus may also receive other accounts' events.
        eventPattern: { account: [Aws.ACCOUNT_ID], ...pattern },
        targets: [
          {
            ...target,
            inputTransformer: {
              inputPathsMap: { account: '$.account', ...paths },
              inputTemplate: inputTemplate(text),
            },
          },
        ],
      }),
  );
}

function messages({ ruleName, alarmArns }: MessageProps): Record<string, Message> {
  return {
    Told: {
      pattern: { source: [EVENT_SOURCE], detail: { ruleName: [ruleName] } },
      paths: { message: '$.detail.message' },
      text: '<message> (account <account>)',
    },
    Failed: {
      pattern: {
        source: ['aws.ssm'],
        'detail-type': ['EC2 Automation Execution Status-change Notification'],
        // Includes runbooks of previous releases, because runs may outlive an update.
        detail: { Definition: [{ prefix: RUNBOOK_PREFIX }], Status: ['Failed', 'TimedOut', 'Cancelled'] },
      },
      paths: { run: '$.detail.ExecutionId', status: '$.detail.Status' },
      text: 'A run to remove the console password of an IAM user ended as <status> (account <account>). To see which user, and why: aws ssm get-automation-execution --automation-execution-id <run>',
    },
    Alarm: {
      pattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        resources: alarmArns,
        // Not INSUFFICIENT_DATA, the initial state of a new alarm.
        detail: { previousState: { value: ['OK', 'ALARM'] } },
      },
      paths: {
        state: '$.detail.state.value',
        description: '$.detail.configuration.description',
      },
      text: '<description>: this alarm is now <state> (account <account>)',
    },
  };
}
