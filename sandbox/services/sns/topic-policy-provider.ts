import { NotModelled } from '../../core/aws-error';
import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of SNS, which reads the policy itself. */
export interface TopicPolicies {
  setPolicy(topicArn: string, document: unknown): void;
}

/** AWS::SNS::TopicPolicy, of one topic. Ref and attribute Id: a name of the stack's making. */
export function topicPolicyProvider(sns: TopicPolicies): ResourceProvider {
  return {
    create(properties, { logicalId, physicalName }) {
      const [topic, ...others] = properties.only('Topics', 'PolicyDocument').texts('Topics');
      if (topic === undefined || others.length > 0) {
        throw new NotModelled(
          `a topic policy for ${others.length + (topic === undefined ? 0 : 1)} topics, ${logicalId}`,
        );
      }
      sns.setPolicy(topic, properties.data('PolicyDocument'));
      const id = physicalName(256);
      return { ref: id, attributes: { Id: id } };
    },
  };
}
