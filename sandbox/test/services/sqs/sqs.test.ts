import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalAws } from '../../../index';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const DAY = 86_400_000;
const RULE_ARN = { 'Fn::GetAtt': ['Rule', 'Arn'] };

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
});
afterEach(() => aws.close());

/** A queue that a rule sends the events of our own source to, and the queue's policy. @returns the queue's URL */
async function deployQueue(statement: object = {}, queue: object = {}): Promise<string> {
  const allowed = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };
  const Resource = { 'Fn::GetAtt': ['Queue', 'Arn'] };
  const PolicyDocument = { Version: '2012-10-17', Statement: [{ ...allowed, Resource, ...statement }] };
  const stack = await aws.deploy({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: queue },
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { EventPattern: { source: ['ours'] }, Targets: [{ Id: 'queue', Arn: Resource }] },
      },
    },
  });
  return stack.resources['Queue']?.physicalId ?? '';
}

function put(user: string): void {
  aws.events.put({ source: 'ours', detailType: 'User warned', resources: [], detail: { user } });
}

function received(url: string, most = 10): unknown[] {
  return aws.sqs.receive(url, most).map(({ body }): unknown => JSON.parse(body).detail.user);
}

describe('A queue', () => {
  it.each([
    { what: 'EventBridge', statement: {} },
    { what: "the rule's own ARN", statement: { Condition: { ArnLike: { 'aws:SourceArn': RULE_ARN } } } },
  ])('gets the events of a rule if its policy allows $what', async ({ statement }) => {
    const url = await deployQueue(statement);
    put('dave');
    put('erin');

    expect(received(url, 1)).toEqual(['dave']);
    expect(received(url)).toEqual(['erin']);
    expect(aws.sqs.lost).toEqual([]);
  });

  it.each([
    { what: 'another service', statement: { Principal: { Service: 'sns.amazonaws.com' } } },
    { what: 'another source', statement: { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/x' } } } },
    {
      what: 'its account, which EventBridge is not documented to name',
      statement: { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } },
    },
  ])('loses them silently if its policy allows only $what', async ({ statement }) => {
    const url = await deployQueue(statement);
    put('dave');

    expect(received(url)).toEqual([]);
    expect(aws.sqs.lost).toMatchObject([{ reason: expect.stringContaining('does not let events.amazonaws.com') }]);
  });

  it('hides a message that was received, shows it again after 30 seconds, and forgets it once it is deleted', async () => {
    const url = await deployQueue();
    put('dave');

    expect(received(url)).toEqual(['dave']);
    expect(received(url)).toEqual([]);
    await aws.clock.runUntil(NOW + 30_000);
    const [message] = aws.sqs.receive(url, 10, 0);
    aws.sqs.deleteMessage(url, message?.receiptHandle ?? '');
    expect(received(url)).toEqual([]);
  });

  it.each([
    { what: 'four days', queue: {}, days: 4 },
    { what: 'as long as it says', queue: { MessageRetentionPeriod: 1_209_600 }, days: 14 },
  ])('keeps a message for $what', async ({ queue, days }) => {
    const url = await deployQueue({}, queue);
    put('dave');

    await aws.clock.runUntil(NOW + days * DAY - 60_000);
    expect(received(url)).toEqual(['dave']);
    await aws.clock.runUntil(NOW + days * DAY);
    expect(received(url)).toEqual([]);
  });

  it.each([
    { what: 'a FIFO queue', queue: { QueueName: 'q.fifo' }, statement: {}, says: 'the FIFO queue q.fifo' },
    {
      what: 'an action of another service',
      queue: {},
      statement: { Action: 'sns:Publish' },
      says: 'Policy statement action out of service scope! (sns:Publish',
    },
    {
      what: 'a dead-letter queue',
      queue: { RedrivePolicy: {} },
      statement: {},
      says: 'AWS::SQS::Queue property RedrivePolicy',
    },
  ])('refuses $what', async ({ queue, statement, says }) => {
    await expect(deployQueue(statement, queue)).rejects.toThrow(says);
  });

  it('that is gone is a failed invocation of the rule, and not there', async () => {
    const url = await deployQueue();
    aws.sqs.deleteQueue(url);
    put('dave');

    expect(aws.events.failedInvocations).toMatchObject([
      { reason: expect.stringContaining('there is no queue arn:aws:sqs') },
    ]);
    expect(() => aws.sqs.receive(url, 1)).toThrow('The specified queue does not exist.');
  });
});

describe('Over HTTP', () => {
  const client = () =>
    new SQSClient({ endpoint: aws.url, region: aws.account.region, credentials: aws.operatorCredentials() });

  it('a consumer receives messages, whose checksum the SDK verifies, and deletes them', async () => {
    const QueueUrl = await deployQueue();
    put('dave');

    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages: [message] = [] } = await client().send(receive);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ detail: { user: 'dave' } });
    await client().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect((await client().send(receive)).Messages).toBeUndefined();
  });

  it('a queue is found by its name', async () => {
    const QueueUrl = await deployQueue({}, { QueueName: 'the-queue' });
    expect(await client().send(new GetQueueUrlCommand({ QueueName: 'the-queue' }))).toMatchObject({ QueueUrl });
  });

  it('a queue that does not exist is refused by the error of the SDK', async () => {
    const receive = new ReceiveMessageCommand({ QueueUrl: `${aws.url}/111122223333/other` });
    await expect(client().send(receive)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    const find = new GetQueueUrlCommand({ QueueName: 'other' });
    await expect(client().send(find)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});
