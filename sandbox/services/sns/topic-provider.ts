import { NotModelled } from '../../core/aws-error';
import type { TopicDefinition } from './sns';
import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of SNS. */
export interface Topics {
  /** @returns the topic's ARN */
  createTopic(definition: TopicDefinition): string;
}

const TOPIC_NAME = { min: 1, max: 256, pattern: /^[\w-]+(\.fifo)?$/ } as const;

/** AWS::SNS::Topic, a standard one. Ref: its ARN; attributes TopicArn, TopicName. */
export function topicProvider(sns: Topics): ResourceProvider {
  return {
    create(properties, { physicalName }) {
      properties.only('TopicName', 'DisplayName', 'KmsMasterKeyId', 'Tags').checkTags();
      properties.optionalText('DisplayName', { max: 100 });
      const name = properties.optionalText('TopicName', TOPIC_NAME) ?? physicalName(TOPIC_NAME.max);
      if (name.endsWith('.fifo')) throw new NotModelled(`the FIFO topic ${name}`);
      const kmsMasterKeyId = properties.optionalText('KmsMasterKeyId', { min: 1 });
      const arn = sns.createTopic({ name, ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }) });
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
  };
}
