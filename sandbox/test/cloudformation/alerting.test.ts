import { SAMPLE_ACCOUNT, Ids } from '../../core/account';
import { deploy } from '../../cloudformation/deploy';
import { alarmProvider } from '../../services/cloudwatch/alarm-provider';
import { dashboardProvider } from '../../services/cloudwatch/dashboard-provider';
import { eventsRuleProvider } from '../../services/events/rule-provider';
import { keyProvider } from '../../services/kms/key-provider';
import { logGroupProvider } from '../../services/logs/log-group-provider';
import { subscriptionProvider } from '../../services/sns/subscription-provider';
import { topicProvider } from '../../services/sns/topic-provider';
import { topicPolicyProvider } from '../../services/sns/topic-policy-provider';
import { callerWith } from '../callers';
import { entry, keyPolicy, localEvents, NOW, publishPolicy } from '../services/events/local-events';

const RESOURCES = {
  Key: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    Properties: { KeyPolicy: keyPolicy(), EnableKeyRotation: true, Description: 'Encrypts the messages.' },
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
      Description: 'Tells of warned users.',
      EventPattern: { source: ['inactive-iam-users'] },
      Targets: [
        {
          Id: 'topic',
          Arn: { Ref: 'Topic' },
          InputTransformer: { InputPathsMap: { user: '$.detail.user' }, InputTemplate: '"<user> is warned."' },
        },
      ],
    },
  },
  LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/rule' } },
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
      AlarmActions: [{ Ref: 'Topic' }],
    },
  },
  Failures: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'failures',
      Metrics: [
        { Id: 'sum', Expression: 'errors + throttles', Label: 'Failures', ReturnData: true },
        ...['Errors', 'Throttles'].map((MetricName) => ({
          Id: MetricName.toLowerCase(),
          ReturnData: false,
          MetricStat: {
            Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: [{ Name: 'FunctionName', Value: 'rule' }] },
            Period: 300,
            Stat: 'Sum',
          },
        })),
      ],
      EvaluationPeriods: 3,
      DatapointsToAlarm: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    },
  },
  Dashboard: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: { DashboardName: 'rule', DashboardBody: '{"widgets":[]}' },
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
        'AWS::CloudWatch::Alarm': alarmProvider(local.cloudwatch),
        'AWS::CloudWatch::Dashboard': dashboardProvider(local.cloudwatch),
        'AWS::Events::Rule': eventsRuleProvider(local.events),
        'AWS::KMS::Key': keyProvider(local.kms),
        'AWS::Logs::LogGroup': logGroupProvider(local.logs),
        'AWS::SNS::Subscription': subscriptionProvider(local.sns),
        'AWS::SNS::Topic': topicProvider(local.sns),
        'AWS::SNS::TopicPolicy': topicPolicyProvider(local.sns),
      },
    },
  );
  return { ...local, stack };
}

describe('A stack that alerts', () => {
  it('refers to its resources as CloudFormation does', async () => {
    const { stack } = await deployed();
    const { Key, Topic, Subscription, Rule, Alarm, Failures, Dashboard } = stack.resources;
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
    expect(Failures?.attributes['Arn']).toBe('arn:aws:cloudwatch:us-east-1:111122223333:alarm:failures');
    expect(Dashboard?.physicalId).toBe('rule');
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
    expect(sns.subscriptions).toMatchObject([{ endpoint: 'ops@example.com', status: 'PendingConfirmation' }]);
  });

  it.each([
    { users: 10, state: 'OK' },
    { users: 11, state: 'ALARM' },
  ])('alarms by the metrics in its log: $users users, $state', async ({ users, state }) => {
    const { clock, cloudwatch, logs, stack } = await deployed();
    const writer = callerWith({ Effect: 'Allow', Action: 'logs:*', Resource: '*' });
    const directive = { Namespace: 'Rule', Dimensions: [[]], Metrics: [{ Name: 'Users' }] };
    const line = { _aws: { Timestamp: NOW, CloudWatchMetrics: [directive] }, Users: users };
    logs.write(writer, '/rule', 'stream', [JSON.stringify(line)]);
    await clock.runUntil(NOW + 60_000);

    expect(cloudwatch.alarmState(stack.resources['Alarm']?.physicalId ?? '')).toBe(state);
    expect(cloudwatch.alarm(stack.resources['Alarm']?.physicalId ?? '').alarmActions).toEqual([
      stack.resources['Topic']?.physicalId,
    ]);
  });

  it('alarms by the sum of errors and throttles', async () => {
    const { clock, cloudwatch } = await deployed();
    cloudwatch.recordInvocation({ functionName: 'rule', time: NOW, failed: false });
    await clock.runUntil(NOW + 60_000);
    expect(cloudwatch.alarmState('failures')).toBe('OK');

    cloudwatch.recordInvocation({ functionName: 'rule', time: NOW + 60_000, failed: true });
    await clock.runUntil(NOW + 120_000);
    expect(cloudwatch.alarmState('failures')).toBe('ALARM');
  });

  it('keeps the dashboard, parsed', async () => {
    expect((await deployed()).cloudwatch.dashboards).toEqual(new Map([['rule', { widgets: [] }]]));
  });

  it('sends nothing by a disabled rule', async () => {
    const { events, sns } = await deployed({ name: 'Rule', properties: { State: 'DISABLED' } });
    events.put(entry());
    expect([sns.messages, sns.lost]).toEqual([[], []]);
  });
});

describe('A resource is refused', () => {
  it.each<{ name: Name; properties: object; says: string }>([
    { name: 'Key', properties: { KeySpec: 'RSA_2048' }, says: 'AWS::KMS::Key property KeySpec' },
    { name: 'Key', properties: { PendingWindowInDays: 1 }, says: 'keyword [minimum] (7, got 1)' },
    { name: 'Key', properties: { KeyPolicy: {} }, says: 'the policy of the key Key' },
    { name: 'Topic', properties: { TopicName: 'alerts.fifo' }, says: 'the FIFO topic alerts.fifo' },
    { name: 'Topic', properties: { TopicName: 'the alerts' }, says: '#/TopicName' },
    { name: 'Topic', properties: { Subscription: [] }, says: 'AWS::SNS::Topic property Subscription' },
    { name: 'TopicPolicy', properties: { Topics: ['a', 'b'] }, says: 'a topic policy for 2 topics' },
    { name: 'TopicPolicy', properties: { Topics: [] }, says: 'a topic policy for 0 topics' },
    { name: 'Subscription', properties: { Protocol: 'https' }, says: 'a subscription by https' },
    { name: 'Subscription', properties: { RawMessageDelivery: true }, says: 'property RawMessageDelivery' },
    { name: 'Rule', properties: { ScheduleExpression: 'rate(1 day)' }, says: 'property ScheduleExpression' },
    { name: 'Rule', properties: { State: 'ON' }, says: '#/State' },
    { name: 'Rule', properties: { EventPattern: { source: 'x' } }, says: '"source" must be an object or an array' },
    {
      name: 'Rule',
      properties: { Targets: [{ Id: 't', Arn: 'a', RoleArn: 'r' }] },
      says: 'property Targets.0.RoleArn',
    },
    { name: 'Rule', properties: { Targets: [{ Id: 't', Arn: 'a' }] }, says: 'the target a of an event rule' },
    { name: 'Alarm', properties: { Threshold: 'many' }, says: '#/Threshold' },
    { name: 'Alarm', properties: { Threshold: undefined }, says: 'an alarm without Threshold' },
    { name: 'Alarm', properties: { Statistic: 'Average' }, says: 'the statistic Average' },
    { name: 'Alarm', properties: { ExtendedStatistic: 'p99' }, says: 'property ExtendedStatistic' },
    { name: 'Alarm', properties: { Period: 90 }, says: 'an alarm over periods of 90 seconds' },
    { name: 'Alarm', properties: { ComparisonOperator: 'LessThanLowerThreshold' }, says: 'the comparison LessThan' },
    { name: 'Alarm', properties: { TreatMissingData: 'ok' }, says: '#/TreatMissingData' },
    { name: 'Alarm', properties: { AlarmActions: ['arn:aws:swf:x'] }, says: 'the action arn:aws:swf:x' },
    { name: 'Alarm', properties: { OKActions: ['arn:aws:swf:x'] }, says: 'the action arn:aws:swf:x' },
    { name: 'Failures', properties: { Period: 300 }, says: 'AWS::CloudWatch::Alarm property Period' },
    {
      name: 'Failures',
      properties: { Metrics: [{ Id: 'sum', Expression: 'errors + 1' }] },
      says: 'the expression errors + 1 of the alarm Failures',
    },
    {
      name: 'Failures',
      properties: { Metrics: [{ Id: 'sum', Expression: 'errors' }] },
      says: 'names errors, which has no metric',
    },
    {
      name: 'Failures',
      properties: { Metrics: [{ Id: 'a' }, { Id: 'b' }] },
      says: 'the value of one Expression alone',
    },
    { name: 'Dashboard', properties: { DashboardBody: '{' }, says: 'the body of the dashboard rule is no JSON' },
    { name: 'Dashboard', properties: { DashboardBody: '{}' }, says: 'an object with a list of widgets' },
    { name: 'Dashboard', properties: { DashboardBody: {} }, says: '#/DashboardBody: expected type: String' },
  ])('$name with $properties: $says', async ({ name, properties, says }) => {
    await expect(deployed({ name, properties })).rejects.toThrow(says);
  });
});
