import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailTopic, InactiveIamUsers } from '../../infra';
import { testApp } from '../support/app';

/** A stack of somebody else's, with the construct under another rule's name. */
function theirs() {
  const stack = new Stack(testApp(), 'Theirs');
  const users = new InactiveIamUsers(stack, 'Users', { ruleName: 'idle-users', exemptTagKey: 'Keep' });
  const role = new Role(stack, 'Helpdesk', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  return { stack, users, role };
}

describe('The construct', () => {
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
      { source: ['inactive-iam-users'], 'detail-type': ['IAM User Password Deleted'] },
    ],
  ])('sends %s on to a target', (_, on, pattern) => {
    const { stack, users } = theirs();

    on(users, new SnsTopic(new Topic(stack, 'Topic')));

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike(pattern) });
  });

  it('tells a topic, with alarms too, where it is given one', () => {
    const stack = new Stack(testApp(), 'Theirs');
    const { topicArn } = new EmailTopic(stack, 'Email', { email: 'security@example.com' });

    new InactiveIamUsers(stack, 'Users', { notificationTopicArn: topicArn, dashboard: true });

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Events::Rule', 3);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Email') }],
    });
  });
});
