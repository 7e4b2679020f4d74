import { parsePolicyDocument } from '../../../policy/parse-policy';
import { entry, localEvents, localTopic, NOW, rule, TOPIC_ARN } from './local-events';

const DESTINATION = 'arn:aws:events:us-east-1:111122223333:api-destination';

describe('The event bus', () => {
  it("sends a matching event to the rule's topic, with the time and the rule's name", () => {
    const { events, sns } = localTopic();
    events.putRule(rule());
    const id = events.put(entry());

    expect(sns.messages).toEqual([
      { topicArn: TOPIC_ARN, time: NOW, by: 'warnings', message: expect.stringContaining(id) },
    ]);
    expect(JSON.parse(sns.messages[0]?.message ?? '')).toEqual({
      version: '0',
      id,
      'detail-type': 'User warned',
      source: 'our-source',
      account: '111122223333',
      time: '2026-11-24T08:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { user: 'dave' },
    });
  });

  it('sends what the input transformer makes of it', () => {
    const { events, sns } = localTopic();
    const inputTransformer = {
      inputPathsMap: { user: '$.detail.user' },
      inputTemplate: '"<user> is warned"',
    };
    events.putRule(rule({ targets: [{ id: 'topic', arn: TOPIC_ARN, inputTransformer }] }));
    events.put(entry());

    expect(sns.messages).toMatchObject([{ message: '"dave is warned"' }]);
  });

  it.each([
    { what: 'does not match', overrides: { pattern: { source: ['another'] } } },
    { what: 'has no target', overrides: { targets: [] } },
  ])('sends nothing if the rule $what', ({ overrides }) => {
    const { events, sns } = localTopic();
    events.putRule(rule(overrides));
    events.put(entry());

    expect([sns.messages, sns.lost, events.failedInvocations]).toEqual([[], [], []]);
  });

  it('sends one message for each rule that matches', () => {
    const { events, sns } = localTopic();
    for (const name of ['one', 'two']) events.putRule(rule({ name }));
    events.put(entry());

    expect(sns.messages.map(({ by }) => by)).toEqual(['one', 'two']);
  });

  it('keeps a failed invocation if the target is not a topic of the account', () => {
    const { events, sns } = localTopic();
    const elsewhere = 'arn:aws:sns:us-east-1:444455556666:alerts';
    events.putRule(rule({ targets: [{ id: 'topic', arn: elsewhere }] }));
    events.put(entry());

    expect(sns.messages).toEqual([]);
    expect(events.failedInvocations).toEqual([
      {
        ruleName: 'warnings',
        targetArn: elsewhere,
        time: NOW,
        reason: `there is no topic ${elsewhere} in this account and region`,
      },
    ]);
  });

  it("fails the clock's next run, not the sender, if a message is not modelled", async () => {
    const { clock, events } = localTopic();
    const inputTransformer = { inputPathsMap: { user: '$.detail.user' }, inputTemplate: '"<user>"' };
    events.putRule(rule({ targets: [{ id: 'topic', arn: TOPIC_ARN, inputTransformer }] }));
    events.put(entry({ detail: { user: 'O"Brien' } }));

    await expect(clock.runUntilIdle()).rejects.toThrow('not text that needs no escaping');
  });

  it.each([
    {
      what: 'a target id twice',
      overrides: { name: 'other', targets: ['t', 't'].map((id) => ({ id, arn: TOPIC_ARN })) },
      says: 'The target id t of the rule other is not unique.',
    },
    {
      what: 'a long pattern',
      overrides: { name: 'other', pattern: { source: ['x'.repeat(2048)] } },
      says: 'the quota is 2048',
    },
    {
      what: 'a target of another service',
      overrides: { name: 'other', targets: [{ id: 't', arn: 'arn:aws:kinesis:us-east-1:111122223333:stream/s' }] },
      says: 'not modelled by this local AWS: the target arn:aws:kinesis',
    },
    {
      what: 'an API destination without a role',
      overrides: { name: 'other', targets: [{ id: 't', arn: `${DESTINATION}/webhook/0` }] },
      says: 'not modelled by this local AWS: the target arn:aws:events',
    },
    {
      what: 'a topic with a role, which AWS advises against',
      overrides: { name: 'other', targets: [{ id: 't', arn: TOPIC_ARN, roleArn: 'arn:aws:iam::111122223333:role/r' }] },
      says: 'not modelled by this local AWS: the role arn:aws:iam',
    },
    {
      what: 'a source of AWS that sends nothing here',
      overrides: { name: 'other', pattern: { source: ['aws.iam'] } },
      says: 'not modelled by this local AWS: events of the source aws.iam',
    },
    {
      what: 'an event of Config that is not sent here',
      overrides: {
        name: 'other',
        pattern: { source: ['aws.config'], 'detail-type': ['Config Configuration Item Change'] },
      },
      says: 'the event "Config Configuration Item Change" of aws.config',
    },
    {
      what: 'an event of CloudWatch that is not sent here',
      overrides: {
        name: 'other',
        pattern: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm Configuration Change'] },
      },
      says: 'the event "CloudWatch Alarm Configuration Change" of aws.cloudwatch',
    },
    {
      what: 'an event of AWS that nothing sends here',
      overrides: {
        name: 'other',
        pattern: { source: ['aws.ssm'], 'detail-type': ['EC2 Automation Step Status-change Notification'] },
      },
      says: 'the event "EC2 Automation Step Status-change Notification" of aws.ssm',
    },
  ])('refuses $what', ({ overrides, says }) => {
    const { events } = localTopic();
    events.putRule(rule());
    expect(() => events.putRule(rule(overrides))).toThrow(says);
  });
});

describe('A rule with an API destination', () => {
  /** A destination, a role that may invoke it unless the action is another one, and a rule that does. */
  function localDestination({ action = 'events:InvokeApiDestination', account = '111122223333' } = {}) {
    const local = localEvents();
    const statement = (members: object) =>
      parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...members }] }, 'test');
    const trust = statement({
      Action: 'sts:AssumeRole',
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
    const policy = statement({ Action: action, Resource: `${DESTINATION}/*` });
    const { arn: roleArn } = local.roles.create('post', trust, new Map([['post', policy]]));
    const connection = { name: 'connection', headerName: 'X-Key', headerValue: 'key' };
    const connectionArn = local.apiDestinations.putConnection(connection);
    const url = 'https://example.com/hook';
    const arn = local.apiDestinations.putDestination({ name: 'hook', connectionArn, method: 'POST', url });
    local.events.putRule(rule({ targets: [{ id: 'hook', arn, roleArn }] }));
    return { ...local, connection, connectionArn, arn };
  }

  it('makes a request with the header of its connection', () => {
    const { events, apiDestinations } = localDestination();
    events.put(entry());

    expect(apiDestinations.requests).toEqual([
      {
        time: NOW,
        method: 'POST',
        url: 'https://example.com/hook',
        headers: { 'content-type': 'application/json; charset=utf-8', 'X-Key': 'key' },
        body: expect.stringContaining('"detail":{"user":"dave"}'),
      },
    ]);
  });

  it.each([
    {
      what: 'its role may not invoke it',
      options: { action: 'events:PutEvents' },
      reason: 'events:InvokeApiDestination',
    },
    { what: 'its role trusts another account only', options: { account: '444455556666' }, reason: 'sts:AssumeRole' },
  ])('fails, without a request, if $what', ({ options, reason }) => {
    const { events, apiDestinations } = localDestination(options);
    events.put(entry());

    expect(apiDestinations.requests).toEqual([]);
    expect(events.failedInvocations).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  it('makes it to the new URL, with the new header, after both are changed in place', () => {
    const { events, apiDestinations, connection, connectionArn, arn } = localDestination();
    const url = 'https://example.com/other';
    const arns = [
      apiDestinations.putConnection({ ...connection, headerValue: 'another' }),
      apiDestinations.putDestination({ name: 'hook', connectionArn, method: 'PUT', url }),
    ];
    events.put(entry());

    expect(arns).toEqual([connectionArn, arn]);
    expect(apiDestinations.requests).toMatchObject([{ method: 'PUT', url, headers: { 'X-Key': 'another' } }]);
  });

  it.each<['deleteDestination' | 'deleteConnection', string]>([
    ['deleteDestination', 'hook'],
    ['deleteConnection', 'connection'],
  ])('fails, without a request, after %s', (remove, name) => {
    const { events, apiDestinations } = localDestination();
    apiDestinations[remove](name);
    events.put(entry());

    expect(apiDestinations.requests).toEqual([]);
    expect(events.failedInvocations).toMatchObject([{ reason: expect.stringContaining('does not exist') }]);
  });

  it('fails if the endpoint answers no success', () => {
    const { events, apiDestinations } = localDestination();
    apiDestinations.answer = () => 500;
    events.put(entry());

    expect(events.failedInvocations).toMatchObject([{ reason: 'the endpoint answered 500' }]);
  });
});

describe('A rule with a function', () => {
  it('fails if the function does not let the rule invoke it', () => {
    const { events } = localEvents();
    events.putRule(rule({ targets: [{ id: 'f', arn: 'arn:aws:lambda:us-east-1:111122223333:function:f' }] }));
    events.put(entry());

    expect(events.failedInvocations).toMatchObject([{ reason: expect.stringContaining('lets this rule invoke it') }]);
  });
});
