import { Aws, type CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnApiDestination, CfnConnection } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { alarmOnAny } from '../control/monitoring';
import { messageRules } from '../control/notifications';

interface WebhookProps {
  readonly url: string;
  readonly ruleName: string;
  readonly isTeams: CfnCondition;
  /** Of the alarms whose changes are posted. */
  readonly alarmArns: readonly string[];
}

/**
 * Posts the messages that the topic would get to a channel of Slack or Teams, without code.
 * AWS: "API destinations as targets in Amazon EventBridge", EventBridge User Guide.
 */
export class Webhook extends Construct {
  constructor(scope: Construct, id: string, { url, isTeams, ...messages }: WebhookProps) {
    super(scope, id);
    const connection = new CfnConnection(this, 'Connection', {
      authorizationType: 'API_KEY',
      // The URL is the credential, but a connection needs one. EventBridge keeps it as a secret in Secrets Manager.
      authParameters: { apiKeyAuthParameters: { apiKeyName: 'X-Sent-By', apiKeyValue: 'inactive-iam-users' } },
    });
    const destination = new CfnApiDestination(this, 'Destination', {
      connectionArn: connection.attrArn,
      httpMethod: 'POST',
      invocationEndpoint: url,
      // Slack accepts about one message a second.
      invocationRateLimitPerSecond: 1,
    });
    const role = new Role(this, 'Role', {
      // AWS: "Cross-service confused deputy prevention in Amazon EventBridge", EventBridge User Guide.
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Post: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['events:InvokeApiDestination'], resources: [destination.attrArn] }),
          ],
        }),
      },
    });
    const [told] = messageRules(this, messages, {
      id: 'Webhook',
      arn: destination.attrArn,
      roleArn: role.roleArn,
      inputTemplate: (text) => Fn.conditionIf(isTeams.logicalId, adaptiveCard(text), slackMessage(text)).toString(),
    });
    alarmOnAny(this, 'Unposted', {
      alarmDescription: 'A message could not be posted to the channel',
      namespace: 'AWS/Events',
      metricName: 'FailedInvocations',
      dimensions: [{ name: 'RuleName', value: told?.ref ?? '' }],
    });
  }
}

/** Slack: "Sending messages using incoming webhooks". */
function slackMessage(text: string): string {
  return JSON.stringify({ text });
}

/** Microsoft: "Create incoming webhooks with Workflows for Microsoft Teams". */
function adaptiveCard(text: string): string {
  const content = { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'TextBlock', text, wrap: true }] };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  return JSON.stringify({ type: 'message', attachments });
}
