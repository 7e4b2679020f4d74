import { NotModelled } from '../../core/aws-error';
import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of SNS. */
export interface Subscriptions {
  /** Subscribes a mailbox. @returns the subscription's ARN */
  subscribe(topicArn: string, endpoint: string): string;
}

/** AWS::SNS::Subscription of a mailbox. Ref and attribute Arn: its ARN. */
export function subscriptionProvider(sns: Subscriptions): ResourceProvider {
  return {
    create(properties, { logicalId }) {
      properties.only('TopicArn', 'Protocol', 'Endpoint');
      const protocol = properties.text('Protocol');
      if (protocol !== 'email') throw new NotModelled(`a subscription by ${protocol}, ${logicalId}`);
      const arn = sns.subscribe(properties.text('TopicArn'), properties.text('Endpoint'));
      return { ref: arn, attributes: { Arn: arn } };
    },
  };
}
