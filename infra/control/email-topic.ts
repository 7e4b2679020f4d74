import type { CfnCondition } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { rootArn } from './arns';

/** The only publisher: alarms also come through EventBridge. */
const PUBLISHER = { Service: 'events.amazonaws.com' };

export interface EmailTopicProps {
  /** The recipient must confirm the subscription. */
  readonly email: string;
  /** For all of the resources. */
  readonly condition?: CfnCondition;
}

/** An encrypted SNS topic with one e-mail subscriber. It has its own key, because EventBridge cannot use alias/aws/sns. */
export class EmailTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { email, condition }: EmailTopicProps) {
    super(scope, id);
    const key = new CfnKey(this, 'Key', {
      enableKeyRotation: true,
      keyPolicy: policy(
        { Effect: 'Allow', Principal: { AWS: rootArn() }, Action: 'kms:*', Resource: '*' },
        // A condition on the source account would silently lose every message.
        { Effect: 'Allow', Principal: PUBLISHER, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*' },
        // Control Tower's CT.KMS.PR.3 asks for it: only AWS services create grants.
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
        },
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
