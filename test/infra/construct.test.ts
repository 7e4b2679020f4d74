import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { EmailTopic, InactiveIamUsers, type InactiveIamUsersProps } from '../../infra';
import { testApp } from '../support/app';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Somebody else's stack, with the construct under another rule name. */
function theirs() {
  const stack = new Stack(testApp(), 'Theirs');
  const users = new InactiveIamUsers(stack, 'Users', { ruleName: 'idle-users', exemptTagKey: 'Keep' });
  const role = new Role(stack, 'Helpdesk', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  return { stack, users, role };
}

function construct(props: InactiveIamUsersProps, region?: string): Template {
  const stack = new Stack(testApp(), 'Theirs', region === undefined ? {} : { env: { region } });
  new InactiveIamUsers(stack, 'Users', props);
  return Template.fromStack(stack);
}

describe('The construct', () => {
  it('works in another app with its defaults, and notifies nobody', () => {
    const template = construct({});

    template.hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'inactive-iam-users',
      InputParameters: {
        maxIdleDays: '90',
        exemptTagKey: 'inactive-iam-users:exempt',
        exemptUsers: '(nobody)',
        warnDays: '14',
        maxRemovals: '10',
      },
    });
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.resourceCountIs('AWS::Events::Rule', 0);
  });

  it("passes on every prop, in the CDK's types", () => {
    const template = construct({
      ruleName: 'idle-users',
      maxIdleDays: 45,
      exemptTagKey: 'Keep',
      exemptUsers: ['break-glass/*', 'root-backup'],
      evaluationFrequency: MaximumExecutionFrequency.SIX_HOURS,
      automaticRemediation: false,
      warnDays: [],
      maxRemovals: 0,
      maximumAutomaticAttempts: 3,
      retryAttemptPeriod: Duration.days(14),
      logGroupKey: Key.fromKeyArn(new Stack(testApp(), 'Keys'), 'Key', KEY_ARN),
    });

    template.hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'idle-users',
      InputParameters: {
        maxIdleDays: '45',
        exemptTagKey: 'Keep',
        exemptUsers: 'break-glass/*,root-backup',
        warnDays: '0',
        maxRemovals: '0',
      },
      Source: { SourceDetails: [Match.objectLike({ MaximumExecutionFrequency: 'Six_Hours' })] },
    });
    template.hasResourceProperties('AWS::Config::RemediationConfiguration', {
      Automatic: false,
      MaximumAutomaticAttempts: 3,
      RetryAttemptSeconds: 1_209_600,
      Parameters: { MaxRemovals: { StaticValue: { Values: ['0'] } } },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: KEY_ARN });
  });

  it('treats an undefined prop as one that is not given', () => {
    const template = construct({ maxIdleDays: undefined, exemptUsers: undefined, retryAttemptPeriod: undefined });

    expect(template.toJSON()).toEqual(construct({}).toJSON());
  });

  it('grants an evaluation of this rule, and no other', () => {
    const { stack, users, role } = theirs();

    users.grantEvaluate(role);

    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toMatch(
      /"config:StartConfigRulesEvaluation","Effect":"Allow","Resource":\{"Fn::GetAtt":\["UsersRule\w+","Arn"\]\}/,
    );
  });

  it('grants the exemption tag, and no other tag', () => {
    const { stack, users, role } = theirs();

    users.grantExempt(role);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: ['iam:TagUser', 'iam:UntagUser'],
            Condition: {
              'ForAllValues:StringEquals': { 'aws:TagKeys': ['Keep'] },
              Null: { 'aws:TagKeys': 'false' },
            },
          }),
        ],
      },
    });
  });

  it('has metrics in the namespace of its rule', () => {
    const { users } = theirs();

    expect(users.metricInactive().toMetricConfig().metricStat).toMatchObject({
      namespace: 'idle-users',
      metricName: 'Inactive',
      statistic: 'Maximum',
    });
    expect(users.metricRemoved().toMetricConfig().metricStat).toMatchObject({ statistic: 'Sum' });
  });

  it.each<[string, (users: InactiveIamUsers, target: SnsTopic) => unknown, object]>([
    [
      'a change of compliance',
      (users, target) => users.onComplianceChange('On', { target }),
      { source: ['aws.config'], detail: { configRuleName: ['idle-users'] } },
    ],
    [
      'a notice',
      (users, target) => users.onNearingInactivity('On', { target }),
      { source: ['inactive-iam-users'], 'detail-type': ['IAM User Nearing Inactivity'] },
    ],
    [
      'a deletion',
      (users, target) => users.onPasswordDeleted('On', { target }),
      {
        source: ['inactive-iam-users'],
        'detail-type': ['IAM User Password Deleted'],
        detail: { ruleName: ['idle-users'] },
      },
    ],
    [
      'a hold',
      (users, target) => users.onRemovalsHeld('On', { target }),
      { source: ['inactive-iam-users'], 'detail-type': ['IAM User Removals Held'] },
    ],
  ])('sends %s on to a target', (_, on, pattern) => {
    const { stack, users } = theirs();

    on(users, new SnsTopic(new Topic(stack, 'Topic')));

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike(pattern) });
  });

  it.each<[string, (stack: Stack) => InactiveIamUsersProps]>([
    ['their own topic', (stack) => ({ notificationTopic: new Topic(stack, 'Theirs') })],
    ['a topic of another stack', (stack) => ({ notificationTopic: Topic.fromTopicArn(stack, 'Theirs', TOPIC) })],
    [
      'a topic that the construct EmailTopic has made',
      (stack) => ({
        notificationTopic: Topic.fromTopicArn(
          stack,
          'Theirs',
          new EmailTopic(stack, 'Email', { email: 'security@example.com' }).topicArn,
        ),
      }),
    ],
    ['an address', () => ({ notificationEmail: 'security@example.com' })],
  ])('notifies %s of the product’s events, failed runs and alarms', (_what, props) => {
    const stack = new Stack(testApp(), 'Theirs');
    new InactiveIamUsers(stack, 'Users', props(stack));

    const template = Template.fromStack(stack);

    const rules = Object.values(template.findResources('AWS::Events::Rule'));
    const arns = rules.map(({ Properties: { Targets } }) => JSON.stringify(Targets[0].Arn));
    expect(arns).toHaveLength(3);
    expect(new Set(arns).size).toBe(1);
    // EventBridge reports alarms: they have no action of their own.
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });
});

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';

describe('At synth, a known value is refused:', () => {
  const MANY = Array.from({ length: 101 }, (_, index) => `u${index}`);
  const LONG = Array.from({ length: 60 }, (_, index) => `a-rather-long-name-${index}`);
  it.each<[string, InactiveIamUsersProps, string]>([
    ['maxIdleDays', { maxIdleDays: 0 }, 'maxIdleDays must be a whole number from 1 to 3650; got "0"'],
    ['maxIdleDays', { maxIdleDays: 45.5 }, 'maxIdleDays must be a whole number from 1 to 3650; got "45.5"'],
    ['maxIdleDays', { maxIdleDays: Number.NaN }, 'maxIdleDays must be a whole number from 1 to 3650; got "NaN"'],
    ['maxIdleDays', { maxIdleDays: Lazy.number({ produce: () => 90 }) }, 'maxIdleDays must be a whole number'],
    ['exemptUsers', { exemptUsers: ['alice', ''] }, 'exemptUsers must be (nobody), or at most 100 names'],
    ['exemptUsers', { exemptUsers: [''] }, 'exemptUsers must be a list of entries without commas, none of them empty'],
    ['exemptUsers', { exemptUsers: ['a,b'] }, 'entries without commas, none of them empty; got ["a,b"]'],
    ['exemptUsers', { exemptUsers: ['(nobody)'] }, 'exemptUsers must be a list of entries'],
    ['exemptUsers', { exemptUsers: ['john doe'] }, 'got "john doe"'],
    ['exemptUsers', { exemptUsers: ['break-glass/'] }, 'without a slash at either end; got "break-glass/"'],
    ['exemptUsers', { exemptUsers: MANY }, 'at most 100 names'],
    ['exemptUsers', { exemptUsers: LONG }, 'characters shorter: Config takes 1024 for all parameters'],
    ['warnDays', { warnDays: [0] }, 'warnDays must be a list of whole numbers from 1 to 3650, [] for no notice'],
    ['warnDays', { warnDays: [5000] }, 'warnDays must be 0, or at most five whole numbers from 1 to 3650'],
    ['warnDays', { warnDays: [1, 2, 3, 4, 5, 6] }, 'at most five whole numbers'],
    ['maxRemovals', { maxRemovals: -1 }, 'maxRemovals must be a whole number from 0 to 5000; got "-1"'],
    ['maxRemovals', { maxRemovals: 5001 }, 'maxRemovals must be a whole number from 0 to 5000; got "5001"'],
    ['exemptTagKey', { exemptTagKey: '' }, 'exemptTagKey must be the key of a tag'],
    ['exemptTagKey', { exemptTagKey: 'AWS:owner' }, 'exemptTagKey must be the key of a tag, not beginning with aws:'],
    ['ruleName', { ruleName: 'n'.repeat(65) }, 'ruleName must be at most 64 letters, digits, hyphens'],
    ['ruleName', { ruleName: Lazy.string({ produce: () => 'later' }) }, 'ruleName must be at most 64'],
    ['maximumAutomaticAttempts', { maximumAutomaticAttempts: 26 }, 'must be a whole number from 1 to 25; got 26'],
    ['retryAttemptPeriod', { retryAttemptPeriod: Duration.days(32) }, 'retryAttemptPeriod in seconds must be'],
    ['retryAttemptPeriod', { retryAttemptPeriod: Duration.seconds(0) }, 'retryAttemptPeriod in seconds must be'],
    ['notificationEmail', { notificationEmail: 'security' }, 'notificationEmail must be an e-mail address'],
    ['notificationEmail', { notificationEmail: '' }, 'notificationEmail must be an e-mail address; got ""'],
  ])('%s: %j', (_name, props, message) => {
    expect(() => construct(props)).toThrow(message);
  });

  it('a frequency that Config does not have', () => {
    const props: InactiveIamUsersProps = JSON.parse('{"evaluationFrequency":"Daily"}');

    expect(() => construct(props)).toThrow(
      'evaluationFrequency must be one of One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours; got "Daily"',
    );
  });

  it('an address and a topic at once', () => {
    const stack = new Stack(testApp(), 'Theirs');
    const notificationTopic = new Topic(stack, 'Topic');

    expect(
      () => new InactiveIamUsers(stack, 'Users', { notificationTopic, notificationEmail: 'security@example.com' }),
    ).toThrow('notificationEmail must be left out if there is a notificationTopic');
  });

  it.each(['eu-south-2', 'ap-southeast-4', 'me-central-1'])(
    'the region %s, in which Config cannot record IAM users',
    (region) => {
      expect(() => construct({}, region)).toThrow(
        `the stack's region must be one in which AWS Config records IAM users, e.g. us-west-2; got "${region}"`,
      );
    },
  );

  it.each(['us-east-1', 'cn-north-1', 'us-gov-west-1', undefined])('not the region %s', (region) => {
    expect(() => construct({}, region)).not.toThrow();
  });
});
