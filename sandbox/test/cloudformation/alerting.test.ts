import { SAMPLE_ACCOUNT, Ids } from '../../core/account';
import { deploy } from '../../cloudformation/deploy';
import { cloudWatchProviders } from '../../services/cloudwatch/cloudformation';
import { eventsProviders } from '../../services/events/cloudformation';
import { kmsProviders } from '../../services/kms/cloudformation';
import { logsProviders } from '../../services/logs/cloudformation';
import { snsProviders } from '../../services/sns/cloudformation';
import { callerWith } from '../callers';
import { entry, keyPolicy, localEvents, NOW, publishPolicy } from '../services/events/local-events';

const RESOURCES = {
  Key: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    Properties: { KeyPolicy: keyPolicy(), EnableKeyRotation: true },
  },
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: { DisplayName: 'Alerts', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: publishPolicy({ Resource: { Ref: 'Topic' } }) },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { Protocol: 'email', Endpoint: 'ops@example.com', TopicArn: { Ref: 'Topic' } },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    DependsOn: ['TopicPolicy'],
    Properties: {
      EventPattern: { source: ['our-source'] },
      Targets: [
        {
          Id: 'topic',
          Arn: { Ref: 'Topic' },
          InputTransformer: { InputPathsMap: { user: '$.detail.user' }, InputTemplate: '"<user> is warned."' },
        },
      ],
    },
  },
  LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 365 } },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: 'Many users.',
      Namespace: 'Rule',
      MetricName: 'Users',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: '10.5',
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    },
  },
  Silence: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Metrics: [
        { Id: 'filled', Expression: 'FILL(users, 0)' },
        {
          Id: 'users',
          ReturnData: false,
          MetricStat: { Metric: { Namespace: 'Rule', MetricName: 'Users' }, Period: 300, Stat: 'SampleCount' },
        },
      ],
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    },
  },
};

type Name = keyof typeof RESOURCES;

/** Deploys these resources, or all of them with the properties of one overridden. */
async function deployed(changed: { name?: Name; properties?: object } = {}) {
  const local = localEvents();
  const { name, properties } = changed;
  const resources = name
    ? { ...RESOURCES, [name]: { ...RESOURCES[name], Properties: { ...RESOURCES[name].Properties, ...properties } } }
    : RESOURCES;
  const stack = await deploy(
    { Resources: resources },
    {
      parameters: {},
      stackName: 'Sample',
      account: SAMPLE_ACCOUNT,
      ids: new Ids(),
      providers: {
        ...cloudWatchProviders(local.cloudwatch),
        ...eventsProviders(local.events, local.apiDestinations),
        ...kmsProviders(local.kms),
        ...logsProviders(local.logs),
        ...snsProviders(local.sns),
      },
    },
  );
  return { ...local, stack };
}

describe('A stack that alerts', () => {
  it('refers to its resources as CloudFormation does', async () => {
    const { stack } = await deployed();
    const { Key, Topic, Subscription, Rule, Alarm } = stack.resources;
    const arn = (rest: string) => expect.stringMatching(new RegExp(`^arn:aws:${rest}$`));

    expect(Key).toMatchObject({
      physicalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      attributes: { Arn: arn('kms:us-east-1:111122223333:key/[0-9a-f-]{36}'), KeyId: Key?.physicalId },
    });
    expect(Topic).toMatchObject({
      physicalId: arn('sns:us-east-1:111122223333:Sample-Topic-[A-Z2-7]{12}'),
      attributes: { TopicArn: Topic?.physicalId, TopicName: expect.stringMatching(/^Sample-Topic-/) },
    });
    expect(Subscription?.physicalId).toContain(`${Topic?.physicalId}:`);
    expect(Rule).toMatchObject({
      physicalId: expect.stringMatching(/^Sample-Rule-/),
      attributes: { Arn: `arn:aws:events:us-east-1:111122223333:rule/${Rule?.physicalId}` },
    });
    expect(Alarm?.physicalId).toMatch(/^Sample-Alarm-/);
    expect(Alarm?.attributes['Arn']).toBe(`arn:aws:cloudwatch:us-east-1:111122223333:alarm:${Alarm?.physicalId}`);
  });

  it('sends an event through its encrypted topic', async () => {
    const { events, sns, stack } = await deployed();
    events.put(entry());

    expect(sns.messages).toEqual([
      {
        topicArn: stack.resources['Topic']?.physicalId,
        time: NOW,
        by: stack.resources['Rule']?.physicalId,
        message: '"dave is warned."',
      },
    ]);
  });

  it.each([
    { users: 10, state: 'OK' },
    { users: 11, state: 'ALARM' },
  ])('alarms by the metrics in its log: $users users, $state', async ({ users, state }) => {
    const { clock, cloudwatch, logs, stack } = await deployed();
    const writer = callerWith({ Effect: 'Allow', Action: 'logs:*', Resource: '*' });
    const directive = { Namespace: 'Rule', Dimensions: [[]], Metrics: [{ Name: 'Users' }] };
    const line = { _aws: { Timestamp: NOW, CloudWatchMetrics: [directive] }, Users: users };
    logs.write(writer, stack.resources['LogGroup']?.physicalId ?? '', 'stream', [JSON.stringify(line)]);
    await clock.runUntil(NOW + 60_000);

    expect(cloudwatch.alarmState(stack.resources['Alarm']?.physicalId ?? '')).toBe(state);
  });

  it('alarms if a filled metric is silent', async () => {
    const { clock, cloudwatch, stack } = await deployed();
    const state = () => cloudwatch.alarmState(stack.resources['Silence']?.physicalId ?? '');
    cloudwatch.metrics.put({ namespace: 'Rule', name: 'Users', dimensions: {} }, { time: NOW, value: 0 });
    await clock.runUntil(NOW + 60_000);
    expect(state()).toBe('OK');

    await clock.runUntil(NOW + 600_000);
    expect(state()).toBe('ALARM');
  });
});

describe('A resource is refused', () => {
  it.each<{ name: Name; properties: object; says: string }>([
    { name: 'Key', properties: { KeySpec: 'RSA_2048' }, says: 'AWS::KMS::Key property KeySpec' },
    { name: 'Key', properties: { KeyPolicy: {} }, says: 'the policy of the key Key' },
    { name: 'Topic', properties: { TopicName: 'alerts.fifo' }, says: 'the FIFO topic alerts.fifo' },
    { name: 'Topic', properties: { TopicName: 'the alerts' }, says: '#/TopicName' },
    { name: 'Topic', properties: { Subscription: [] }, says: 'AWS::SNS::Topic property Subscription' },
    { name: 'TopicPolicy', properties: { Topics: ['a', 'b'] }, says: 'a topic policy for 2 topics' },
    { name: 'TopicPolicy', properties: { Topics: [] }, says: 'a topic policy for 0 topics' },
    { name: 'Subscription', properties: { Protocol: 'https' }, says: 'a subscription by https' },
    { name: 'Subscription', properties: { RawMessageDelivery: true }, says: 'property RawMessageDelivery' },
    { name: 'Rule', properties: { ScheduleExpression: 'rate(1 day)' }, says: 'property ScheduleExpression' },
    { name: 'Rule', properties: { EventPattern: { source: 'x' } }, says: '"source" must be an object or an array' },
    {
      name: 'Rule',
      properties: { Targets: [{ Id: 't', Arn: 'a', Input: '{}' }] },
      says: 'property Targets.0.Input',
    },
    { name: 'Rule', properties: { Targets: [{ Id: 't', Arn: 'a' }] }, says: 'the target a of an event rule' },
    { name: 'Alarm', properties: { Threshold: 'many' }, says: '#/Threshold' },
    { name: 'Alarm', properties: { Threshold: undefined }, says: 'an alarm without Threshold' },
    { name: 'Alarm', properties: { Statistic: 'Average' }, says: 'the statistic Average' },
    { name: 'Alarm', properties: { ExtendedStatistic: 'p99' }, says: 'property ExtendedStatistic' },
    { name: 'Alarm', properties: { Period: 90 }, says: 'an alarm over periods of 90 seconds' },
    { name: 'Alarm', properties: { ComparisonOperator: 'LessThanLowerThreshold' }, says: 'the comparison LessThan' },
    { name: 'Alarm', properties: { TreatMissingData: 'ignore' }, says: 'treats missing data as ignore' },
    { name: 'Alarm', properties: { AlarmActions: ['x'] }, says: 'property AlarmActions' },
    { name: 'Alarm', properties: { DatapointsToAlarm: 1 }, says: 'property DatapointsToAlarm' },
    {
      name: 'Alarm',
      properties: { Period: 172_800 },
      says: '#/Period: failed validation constraint for keyword [maximum]',
    },
    { name: 'Silence', properties: { Period: 300 }, says: 'AWS::CloudWatch::Alarm property Period' },
    ...['users + 1', 'FILL(users, REPEAT)', 'FILL(METRICS(), 0)', 'FILL(users, 0', 'fill(users, 0)'].map(
      (Expression) => ({
        name: 'Silence' as const,
        properties: {
          Metrics: [
            { Id: 'e', Expression },
            { Id: 'users', ReturnData: false },
          ],
        },
        says: `other than one FILL(id, number) and its metric, Silence: ${Expression}`,
      }),
    ),
    {
      name: 'Silence',
      properties: {
        Metrics: [
          { Id: 'e', Expression: 'FILL(m, 0)' },
          { Id: 'users', ReturnData: false },
        ],
      },
      says: 'names m, which has no metric',
    },
    {
      name: 'Silence',
      properties: { Metrics: [{ Id: 'a' }, { Id: 'b' }] },
      says: 'other than one FILL(id, number)',
    },
  ])('$name with $properties: $says', async ({ name, properties, says }) => {
    await expect(deployed({ name, properties })).rejects.toThrow(says);
  });
});
