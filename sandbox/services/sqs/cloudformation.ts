import { put, type ResourceProviders } from '../../cloudformation/provider';
import { NotModelled } from '../../core/aws-error';
import type { Sqs } from './sqs';

const QUEUE_NAME = { min: 1, max: 80, pattern: /^[\w-]+(\.fifo)?$/ } as const;
/** AWS: "SetQueueAttributes", SQS API Reference: a minute to 14 days, by default four. */
const RETENTION = { min: 60, max: 1_209_600, byDefault: 345_600 };
const VISIBILITY = { min: 0, max: 43_200, byDefault: 30 };

export function sqsProviders(sqs: Pick<Sqs, 'createQueue' | 'deleteQueue' | 'setPolicy'>): ResourceProviders {
  return {
    /** A standard queue. Ref and attribute QueueUrl: its URL; attributes Arn, QueueName. */
    'AWS::SQS::Queue': {
      createOnly: ['QueueName'],
      create(properties, { physicalName }) {
        properties
          .only('QueueName', 'MessageRetentionPeriod', 'VisibilityTimeout', 'SqsManagedSseEnabled', 'Tags')
          .checkTags();
        properties.optionalBoolean('SqsManagedSseEnabled');
        const name = properties.optionalText('QueueName', QUEUE_NAME) ?? physicalName(QUEUE_NAME.max);
        if (name.endsWith('.fifo')) throw new NotModelled(`the FIFO queue ${name}`);
        const { url, arn } = sqs.createQueue({
          name,
          retentionSeconds: properties.optionalInteger('MessageRetentionPeriod', RETENTION) ?? RETENTION.byDefault,
          visibilitySeconds: properties.optionalInteger('VisibilityTimeout', VISIBILITY) ?? VISIBILITY.byDefault,
        });
        return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
      },
      delete: (url) => sqs.deleteQueue(url),
    },

    /** The policy of one queue. Ref and attribute Id: a generated name. */
    'AWS::SQS::QueuePolicy': {
      ...put((properties, { logicalId, physicalName }) => {
        const [url, ...more] = properties.only('Queues', 'PolicyDocument').texts('Queues');
        if (url === undefined || more.length > 0) {
          throw new NotModelled(`a queue policy for ${more.length + (url === undefined ? 0 : 1)} queues, ${logicalId}`);
        }
        sqs.setPolicy(url, properties.data('PolicyDocument'));
        const id = physicalName(256);
        return { ref: id, attributes: { Id: id } };
      }),
      delete(_id, properties) {
        for (const url of properties.texts('Queues')) sqs.setPolicy(url, undefined);
      },
    },
  };
}
