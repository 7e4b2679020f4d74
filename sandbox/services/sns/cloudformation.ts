import { put, type ResourceProviders } from '../../cloudformation/provider';
import { NotModelled } from '../../core/aws-error';
import type { Sns } from './sns';

const TOPIC_NAME = { min: 1, max: 256, pattern: /^[\w-]+(\.fifo)?$/ } as const;

export function snsProviders(
  sns: Pick<Sns, 'createTopic' | 'deleteTopic' | 'setPolicy' | 'subscribe'>,
): ResourceProviders {
  return {
    /** A standard topic. Ref: its ARN; attributes TopicArn, TopicName. */
    'AWS::SNS::Topic': {
      create(properties, { physicalName }) {
        properties.only('TopicName', 'DisplayName', 'KmsMasterKeyId', 'Tags').checkTags();
        properties.optionalText('DisplayName', { max: 100 });
        const name = properties.optionalText('TopicName', TOPIC_NAME) ?? physicalName(TOPIC_NAME.max);
        if (name.endsWith('.fifo')) throw new NotModelled(`the FIFO topic ${name}`);
        const arn = sns.createTopic({ name, kmsMasterKeyId: properties.optionalText('KmsMasterKeyId', { min: 1 }) });
        return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
      },
      createOnly: ['TopicName'],
      delete: (arn) => sns.deleteTopic(arn),
    },

    /** The policy of one topic. Ref and attribute Id: a generated name. */
    'AWS::SNS::TopicPolicy': {
      ...put((properties, { logicalId, physicalName }) => {
        const topics = properties.only('Topics', 'PolicyDocument').texts('Topics');
        const [topic] = topics;
        if (topic === undefined || topics.length > 1) {
          throw new NotModelled(`a topic policy for ${topics.length} topics, ${logicalId}`);
        }
        sns.setPolicy(topic, properties.data('PolicyDocument'));
        const id = physicalName(256);
        return { ref: id, attributes: { Id: id } };
      }),
      delete(_id, properties) {
        for (const topic of properties.texts('Topics')) sns.setPolicy(topic, undefined);
      },
    },

    /** The subscription of a mailbox. Ref and attribute Arn: its ARN. */
    'AWS::SNS::Subscription': {
      create(properties, { logicalId }) {
        const protocol = properties.only('TopicArn', 'Protocol', 'Endpoint').text('Protocol');
        if (protocol !== 'email') throw new NotModelled(`a subscription by ${protocol}, ${logicalId}`);
        const arn = sns.subscribe(properties.text('TopicArn'), properties.text('Endpoint'));
        return { ref: arn, attributes: { Arn: arn } };
      },
      createOnly: ['TopicArn', 'Protocol', 'Endpoint'],
      // Subscriptions are not kept here: no mail is sent.
      delete: () => undefined,
    },
  };
}
