import { entry, localTopic, NOW, rule, TOPIC_ARN } from './local-events';

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
      what: 'a target that is neither a topic nor a queue',
      overrides: { name: 'other', targets: [{ id: 't', arn: 'arn:aws:lambda:us-east-1:111122223333:function:f' }] },
      says: 'not modelled by this local AWS: the target arn:aws:lambda',
    },
    {
      what: 'a source of AWS that sends nothing here',
      overrides: { name: 'other', pattern: { source: ['aws.iam'] } },
      says: 'not modelled by this local AWS: events of the source aws.iam',
    },
    {
      what: 'an event of Config',
      overrides: { name: 'other', pattern: { source: ['aws.config'] } },
      says: 'not modelled by this local AWS: events of the source aws.config',
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
