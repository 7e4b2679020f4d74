import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountStack, type AccountStackProps } from '../../infra/account-stack';
import { InactiveIamUsers, type InactiveIamUsersProps } from '../../infra/inactive-iam-users';
import { testApp } from '../support/app';

const FILE = join(__dirname, '..', '..', 'cdk.out', 'InactiveIamUsers.template.json');

function accountStack(props: AccountStackProps = {}): Template {
  return Template.fromStack(new AccountStack(testApp(), 'InactiveIamUsers', props));
}

let template: Template;
beforeAll(() => {
  template = accountStack();
});

describe('The synthesized template', () => {
  /** A StackSet's TemplateBody is JSON in JSON, 7 % longer; organization.test.ts holds the whole below 51,200 bytes. */
  it('is one self-contained file below 45,000 bytes', () => {
    const text = readFileSync(FILE);

    expect(text.byteLength).toBeLessThan(45_000);
    expect(text.toString()).not.toMatch(/cdk-hnb659fds|BootstrapVersion|AssetParameters/);
  });

  it('names no partition, region or account', () => {
    expect(readFileSync(FILE, 'utf8')).not.toMatch(/arn:aws:|arn:aws-|us-east-1|\d{12}/);
  });

  it('has a periodic rule, with one trigger and no scope', () => {
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      Scope: Match.absent(),
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceDetails: [
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: { Ref: 'EvaluationFrequency' },
          },
        ],
      },
    });
  });

  it('leaves an empty ExemptUsers out of the rule’s parameters', () => {
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      InputParameters: {
        maxIdleDays: { Ref: 'MaxIdleDays' },
        exemptTagKey: 'inactive-iam-users:exempt',
        warnDays: { Ref: 'WarnDays' },
        maxRemovals: { Ref: 'MaxRemovals' },
        exemptUsers: { 'Fn::If': ['HasExemptUsers', { Ref: 'ExemptUsers' }, { Ref: 'AWS::NoValue' }] },
      },
    });
    expect(template.toJSON()['Conditions']).toMatchObject({
      HasExemptUsers: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ExemptUsers' }, ''] }] },
    });
  });

  it('makes the rule after Config may invoke its function', () => {
    template.hasResource('AWS::Config::ConfigRule', {
      DependsOn: Object.keys(template.findResources('AWS::Lambda::Permission')),
    });
  });

  it('links the runbook in the shape that Config reads', () => {
    const [runbook] = Object.keys(template.findResources('AWS::SSM::Document'));
    const [role] = Object.keys(
      template.findResources('AWS::IAM::Role', {
        Properties: { Policies: [{ PolicyName: 'DeleteLoginProfile' }] },
      }),
    );
    const [rule] = Object.keys(template.findResources('AWS::Config::ConfigRule'));

    template.hasResourceProperties('AWS::Config::RemediationConfiguration', {
      ConfigRuleName: { Ref: rule },
      TargetType: 'SSM_DOCUMENT',
      TargetId: { Ref: runbook },
      TargetVersion: Match.absent(),
      Automatic: { 'Fn::If': ['IsAutomatic', true, false] },
      Parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [{ 'Fn::GetAtt': [role, 'Arn'] }] } },
        ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      },
      MaximumAutomaticAttempts: { Ref: 'MaximumAutomaticAttempts' },
      RetryAttemptSeconds: { Ref: 'RetryAttemptSeconds' },
    });
    template.hasResourceProperties('AWS::SSM::Document', {
      DocumentType: 'Automation',
      UpdateMethod: 'NewVersion',
      Content: { schemaVersion: '0.3', assumeRole: '{{ AutomationAssumeRole }}' },
    });
  });

  it('has defaults with which Config’s brake engages: all attempts, each of 4.5 hours, fall into the window', () => {
    const { MaximumAutomaticAttempts, RetryAttemptSeconds } = parameterDefaults();
    expect(RetryAttemptSeconds).toBeGreaterThan(Number(MaximumAutomaticAttempts) * 4.5 * 3600 * 2);
    // One attempt after each daily evaluation.
    expect(RetryAttemptSeconds).toBeGreaterThan(Number(MaximumAutomaticAttempts) * 24 * 3600);
  });

  it('runs on a current Node, with JSON logs that are kept for a year, and reserves no concurrency', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON' },
      ReservedConcurrentExecutions: Match.absent(),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  it.each<[string, object]>([
    ['MaxIdleDays', { Type: 'Number', Default: 90, MinValue: 1, MaxValue: 3650 }],
    ['ExemptUsers', { Type: 'String', Default: '', MaxLength: 800 }],
    [
      'EvaluationFrequency',
      {
        Default: 'TwentyFour_Hours',
        AllowedValues: ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'],
      },
    ],
    ['AutomaticRemediation', { Default: 'true', AllowedValues: ['true', 'false'] }],
    ['MaximumAutomaticAttempts', { Type: 'Number', Default: 5, MinValue: 1, MaxValue: 25 }],
    ['RetryAttemptSeconds', { Type: 'Number', Default: 604800, MinValue: 1, MaxValue: 2678000 }],
    ['WarnDays', { Type: 'String', Default: '14' }],
    ['MaxRemovals', { Type: 'Number', Default: 50, MinValue: 0, MaxValue: 5000 }],
    ['NotificationEmail', { Type: 'String', Default: '' }],
    ['NotificationTopicArn', { Type: 'String', Default: '' }],
    ['Dashboard', { Default: 'false', AllowedValues: ['true', 'false'] }],
    ['RuleName', { Type: 'String', Default: 'inactive-iam-users', MaxLength: 64 }],
  ])('has the parameter %s, described and grouped for the console', (name, expected) => {
    template.hasParameter(name, { ...expected, Description: Match.anyValue() });
    const groups: unknown = template.toJSON()['Metadata']['AWS::CloudFormation::Interface'].ParameterGroups;
    expect(JSON.stringify(groups)).toContain(`"${name}"`);
  });
});

describe('The permissions', () => {
  it('let nobody but the runbook’s role delete a login profile, and not that of an exempt user', () => {
    const deleting = Object.values(template.findResources('AWS::IAM::Role')).filter((role) =>
      JSON.stringify(role).includes('iam:DeleteLoginProfile'),
    );

    expect(deleting).toHaveLength(1);
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyName: 'DeleteLoginProfile',
          PolicyDocument: {
            Statement: Match.arrayWith([
              {
                Effect: 'Deny',
                Action: 'iam:DeleteLoginProfile',
                Resource: '*',
                Condition: { Null: { 'aws:ResourceTag/inactive-iam-users:exempt': 'false' } },
              },
            ]),
          },
        },
      ],
    });
  });

  it('have no wildcard among the actions, and a wildcard resource only where AWS offers no narrower one', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Role')).flatMap(
      (role): { Effect: string; Action: string | string[]; Resource: unknown }[] =>
        role['Properties'].Policies.flatMap(
          (policy: { PolicyDocument: { Statement: object[] } }) => policy.PolicyDocument.Statement,
        ),
    );
    const actions = statements.flatMap(({ Action }) => Action);
    const everywhere = statements
      .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource === '*')
      .flatMap(({ Action }) => Action);

    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(everywhere.toSorted()).toEqual([
      'config:DescribeConfigRules',
      'config:DescribeRemediationExceptions',
      'config:ListDiscoveredResources',
      'config:PutEvaluations',
      'iam:GenerateCredentialReport',
      'iam:GetCredentialReport',
      'iam:ListUsers',
    ]);
  });

  it('let SSM assume the runbook’s role for automations of this account only', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'ssm.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Sub': 'arn:${AWS::Partition}:ssm:*:${AWS::AccountId}:automation-execution/*',
                },
              },
            },
          },
        ],
      },
    });
  });

  it('let Config invoke the function on behalf of this account only', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'config.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });
});

describe('The exemption tag’s key', () => {
  it('is the same in the rule’s parameters and in the Deny', () => {
    const text = JSON.stringify(accountStack({ exemptTagKey: 'Owner:Keep' }).toJSON());

    expect(text).toContain('"exemptTagKey":"Owner:Keep"');
    expect(text).toContain('"aws:ResourceTag/Owner:Keep":"false"');
  });

  it('is refused at synth where no tag could have it', () => {
    expect(() => accountStack({ exemptTagKey: 'aws:owner' })).toThrow('exemptTagKey must be a tag key');
  });
});

describe('The construct', () => {
  it('stands in an app of somebody else with its defaults', () => {
    const stack = new Stack(testApp(), 'Theirs');

    new InactiveIamUsers(stack, 'InactiveIamUsers');

    Template.fromStack(stack).hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'inactive-iam-users',
      InputParameters: { maxIdleDays: '90', exemptTagKey: 'inactive-iam-users:exempt' },
    });
  });
});

describe('A value that is known at synth', () => {
  it.each<[string, InactiveIamUsersProps, string]>([
    ['maxIdleDays', { maxIdleDays: 0 }, 'maxIdleDays must be a whole number from 1 to 3650; got "0"'],
    ['exemptUsers', { exemptUsers: 'alice,,bob' }, 'but "" is empty'],
    ['warnDays', { warnDays: 'soon' }, 'warnDays must be a whole number from 1 to 3650; got "soon"'],
    ['maxRemovals', { maxRemovals: -1 }, 'maxRemovals must be a whole number from 0 to 5000; got "-1"'],
    ['exemptTagKey', { exemptTagKey: '' }, 'exemptTagKey must be a tag key'],
    ['ruleName', { ruleName: 'n'.repeat(65) }, 'ruleName must be at most 64'],
  ])('%s is refused there', (_name, props, message) => {
    expect(() => new InactiveIamUsers(new Stack(testApp(), 'Theirs'), 'InactiveIamUsers', props)).toThrow(message);
  });
});

function parameterDefaults(): Record<string, unknown> {
  const parameters: Record<string, { Default: unknown }> = template.toJSON()['Parameters'];
  return Object.fromEntries(Object.entries(parameters).map(([name, { Default }]) => [name, Default]));
}
