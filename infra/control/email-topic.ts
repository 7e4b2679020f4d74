import type { CfnCondition } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { rootArn } from './arns';

/** EventBridge alone publishes here; it tells of CloudWatch's alarms, too. */
const PUBLISHER = { Service: 'events.amazonaws.com' };

export interface EmailTopicProps {
  /** The address is asked to confirm the subscription before it gets anything. */
  readonly email: string;
  /** Made only if this holds. */
  readonly condition?: CfnCondition;
}

/** An encrypted SNS topic with one subscriber by e-mail. Its key is its own: EventBridge may not use AWS's alias/aws/sns. */
export class EmailTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { email, condition }: EmailTopicProps) {
    super(scope, id);
    const key = new CfnKey(this, 'Key', {
      enableKeyRotation: true,
      keyPolicy: policy(
        { Effect: 'Allow', Principal: { AWS: rootArn() }, Action: 'kms:*', Resource: '*' },
        // With a condition on the source account this would lose every message silently.
        { Effect: 'Allow', Principal: PUBLISHER, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*' },
      ),
    });
    const topic = new CfnTopic(this, 'Topic', {
      displayName: 'Inactive IAM users',
      kmsMasterKeyId: key.attrArn,
    });
    const access = new CfnTopicPolicy(this, 'Policy', {
      topics: [topic.ref],
      policyDocument: policy({ Effect: 'Allow', Principal: PUBLISHER, Action: 'sns:Publish', Resource: topic.ref }),
    });
    const subscription = new CfnSubscription(this, 'Subscription', {
      topicArn: topic.ref,
      protocol: 'email',
      endpoint: email,
    });
    if (condition) for (const resource of [key, topic, access, subscription]) resource.cfnOptions.condition = condition;
    this.topicArn = topic.ref;
  }
}

function policy(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements };
}
