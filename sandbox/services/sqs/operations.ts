import type { GetQueueUrlResult, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { Sqs } from './sqs';

/**
 * What a consumer of a queue needs. AWS: "GetQueueUrl", "ReceiveMessage" and "DeleteMessage", SQS API Reference. A call that would wait
 * for a message is answered at once: no message is under way here.
 */
export function sqsOperations(sqs: Sqs): Operations {
  return {
    GetQueueUrl: (input) => {
      const name = input.only('QueueName').text('QueueName', { min: 1 });
      return {
        authorize: () => [{ arn: sqs.arnOf(name) }],
        handle: (): GetQueueUrlResult => ({ QueueUrl: sqs.urlOf(name) }),
      };
    },
    ReceiveMessage: (input) => {
      const url = queueUrl(input.only('QueueUrl', 'MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds'));
      const most = input.optionalInteger('MaxNumberOfMessages', { min: 1, max: 10 }) ?? 1;
      const visibility = input.optionalInteger('VisibilityTimeout', { min: 0, max: 43_200 });
      input.optionalInteger('WaitTimeSeconds', { min: 0, max: 20 });
      return {
        authorize: () => [{ arn: sqs.arnOf(url) }],
        handle: (): ReceiveMessageResult => {
          const messages = sqs.receive(url, most, visibility);
          // "If no messages are available, the call does not return a message list."
          if (messages.length === 0) return {};
          return {
            Messages: messages.map(({ id, body, md5OfBody, receiptHandle }) => ({
              MessageId: id,
              Body: body,
              MD5OfBody: md5OfBody,
              ReceiptHandle: receiptHandle,
            })),
          };
        },
      };
    },
    DeleteMessage: (input) => {
      const url = queueUrl(input.only('QueueUrl', 'ReceiptHandle'));
      const receiptHandle = input.text('ReceiptHandle');
      return {
        authorize: () => [{ arn: sqs.arnOf(url) }],
        handle: () => {
          sqs.deleteMessage(url, receiptHandle);
          return {};
        },
      };
    },
  };
}

function queueUrl(input: Fields): string {
  return input.text('QueueUrl', { min: 1 });
}
