import { entry, keyPolicy, localEvents, localTopic, NOW, publishPolicy, rule, TOPIC_ARN } from '../events/local-events';

const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

const NO_GRANTS = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'kms:CreateGrant',
  Resource: '*',
  Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
};

/** What happens to one event that a rule sends to the topic. */
function publish(local: ReturnType<typeof localEvents>) {
  local.events.putRule(rule());
  local.events.put(entry());
  return { messages: local.sns.messages.length, lost: local.sns.lost.map(({ reason }) => reason) };
}

describe("A topic's policy", () => {
  it.each([
    { what: 'lets EventBridge publish', policy: publishPolicy(), lost: false },
    {
      what: 'lets another service',
      policy: publishPolicy({ Principal: { Service: 'cloudwatch.amazonaws.com' } }),
      lost: true,
    },
    { what: 'allows another action', policy: publishPolicy({ Action: 'sns:Subscribe' }), lost: true },
    { what: 'denies', policy: publishPolicy({ Effect: 'Deny' }), lost: true },
    {
      what: 'asks for the account, which EventBridge does not give',
      policy: publishPolicy({ Condition: OWN_ACCOUNT }),
      lost: true,
    },
  ])('that $what loses the message: $lost', ({ policy, lost }) => {
    const local = localTopic();
    local.sns.setPolicy(TOPIC_ARN, policy);

    expect(publish(local)).toEqual({
      messages: lost ? 0 : 1,
      lost: lost ? ['the policy of the topic does not let events.amazonaws.com sns:Publish'] : [],
    });
  });

  it('is needed', () => {
    const local = localEvents();
    local.sns.createTopic({ name: 'alerts' });

    expect(publish(local).lost).toHaveLength(1);
  });

  it.each([
    {
      what: 'an action of another service',
      overrides: { Action: 'sqs:SendMessage' },
      says: 'action out of service scope!',
    },
    { what: 'every action', overrides: { Action: 'sns:*' }, says: 'action out of service scope!' },
    { what: 'no principal', overrides: { Principal: undefined }, says: 'needs a Principal and a Resource' },
    { what: 'another topic', overrides: { Resource: `${TOPIC_ARN}2` }, says: `the resource ${TOPIC_ARN}2` },
  ])('is refused with $what', ({ overrides, says }) => {
    expect(() => localTopic().sns.setPolicy(TOPIC_ARN, publishPolicy(overrides))).toThrow(says);
  });
});

describe("An encrypted topic's key", () => {
  it.each([
    { what: 'lets EventBridge use it', policy: keyPolicy(), reason: undefined },
    { what: 'denies grants, which EventBridge does not need', policy: keyPolicy({}, NO_GRANTS), reason: undefined },
    {
      what: 'lets another service',
      policy: keyPolicy({ Principal: { Service: 's3.amazonaws.com' } }),
      reason: 'kms:GenerateDataKey',
    },
    { what: 'does not let it decrypt', policy: keyPolicy({ Action: 'kms:GenerateDataKey*' }), reason: 'kms:Decrypt' },
    {
      what: 'asks for the account, which EventBridge does not give',
      policy: keyPolicy({ Condition: OWN_ACCOUNT }),
      reason: 'kms:GenerateDataKey',
    },
    {
      what: 'asks for the rule, which EventBridge does not give',
      policy: keyPolicy({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:111122223333:rule/*' } } }),
      reason: 'kms:GenerateDataKey',
    },
  ])('that $what: lost for $reason', ({ policy, reason }) => {
    for (const name of ['id', 'arn'] as const) {
      const local = localEvents();
      const key = local.kms.createKey(policy, 'the key');
      local.sns.createTopic({ name: 'alerts', kmsMasterKeyId: key[name] });
      local.sns.setPolicy(TOPIC_ARN, publishPolicy());

      expect(publish(local)).toEqual({
        messages: reason === undefined ? 1 : 0,
        lost:
          reason === undefined ? [] : [`the policy of the key ${key.id} does not let events.amazonaws.com ${reason}`],
      });
    }
  });

  it('loses the message if it does not exist', () => {
    const lost = publish(localTopic('1234abcd-12ab-34cd-56ef-1234567890ab'));
    expect(lost).toEqual({ messages: 0, lost: [expect.stringContaining('there is no key 1234abcd')] });
  });

  it.each(['alias/mine', 'arn:aws:kms:us-east-1:111122223333:alias/aws/sns'])(
    'of the alias %s fails by name',
    (key) => {
      expect(() => localTopic(key)).toThrow(`not modelled by this local AWS: the key alias ${key}`);
    },
  );

  it.each([
    { what: 'without the account', policy: { Version: '2012-10-17', Statement: [] } },
    {
      what: 'with the account under a condition',
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '111122223333' },
            Action: 'kms:*',
            Resource: '*',
            Condition: OWN_ACCOUNT,
          },
        ],
      },
    },
  ])('cannot have a policy $what', ({ policy }) => {
    expect(() => localEvents().kms.createKey(policy, 'the key')).toThrow(
      expect.objectContaining({ code: 'MalformedPolicyDocumentException' }),
    );
  });
});

describe('A topic', () => {
  it('keeps what is lost with its time, its rule and its message', () => {
    const local = localTopic('no-key');
    publish(local);

    expect(local.sns.lost).toEqual([
      expect.objectContaining({
        topicArn: TOPIC_ARN,
        time: NOW,
        by: 'warnings',
        message: expect.stringContaining('dave'),
      }),
    ]);
  });

  it('has mailboxes that subscribe', () => {
    const { sns } = localTopic();
    const arn = sns.subscribe(TOPIC_ARN, 'ops@example.com');

    expect(arn).toMatch(`${TOPIC_ARN}:`);
    expect(() => sns.subscribe(TOPIC_ARN, 'ops')).toThrow('Invalid parameter: Email address, got ops');
  });

  it('has a name of its own, and must exist', () => {
    const { sns } = localTopic();
    expect(() => sns.createTopic({ name: 'alerts' })).toThrow('already exists');
    expect(() => sns.subscribe(`${TOPIC_ARN}2`, 'ops@example.com')).toThrow('Topic does not exist');
    expect(() => sns.setPolicy(`${TOPIC_ARN}2`, publishPolicy())).toThrow('Topic does not exist');
  });
});
