import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountStack, type AccountStackProps } from '../../infra/account/account-stack';
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
  it('is one self-contained file', () => {
    expect(readFileSync(FILE, 'utf8')).not.toMatch(/cdk-hnb659fds|BootstrapVersion|AssetParameters/);
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

  it('writes every parameter of the rule, an empty ExemptUsers as (nobody)', () => {
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      InputParameters: {
        maxIdleDays: { Ref: 'MaxIdleDays' },
        exemptTagKey: 'inactive-iam-users:exempt',
        warnDays: { Ref: 'WarnDays' },
        maxRemovals: { Ref: 'MaxRemovals' },
        exemptUsers: { 'Fn::If': ['HasExemptUsers', { Ref: 'ExemptUsers' }, '(nobody)'] },
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
        // A new cap changes the configuration, so Config starts the runs of users who were held.
        MaxRemovals: { StaticValue: { Values: [{ Ref: 'MaxRemovals' }] } },
      },
      MaximumAutomaticAttempts: { Ref: 'MaximumAutomaticAttempts' },
      RetryAttemptSeconds: { Ref: 'RetryAttemptSeconds' },
    });
  });

  it('names the runbook by its content: a new content is a new document, and a changed text under an old name fails', () => {
    const [runbook] = Object.values(template.findResources('AWS::SSM::Document'));
    const content: string = runbook?.['Properties'].Content['Fn::Sub'];
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);

    expect(runbook?.['Properties']).toEqual({
      DocumentType: 'Automation',
      DocumentFormat: 'YAML',
      Content: { 'Fn::Sub': content },
      Name: { 'Fn::Join': ['', ['DeleteLoginProfile-', { Ref: 'RuleName' }, `-${hash}`]] },
    });
    expect(runbookNameOf({ exemptTagKey: 'Keep' })).toEqual(runbook?.['Properties'].Name);
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
    ['MaxIdleDays', { Type: 'String', Default: '90', AllowedPattern: Match.anyValue() }],
    ['ExemptUsers', { Type: 'String', Default: '', AllowedPattern: Match.anyValue(), MaxLength: 873 }],
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
    ['WarnDays', { Type: 'String', Default: '14', AllowedPattern: Match.anyValue() }],
    ['MaxRemovals', { Type: 'String', Default: '10', AllowedPattern: Match.anyValue() }],
    ['NotificationEmail', { Type: 'String', Default: '' }],
    ['NotificationTopicArn', { Type: 'String', Default: '' }],
    ['LogGroupKeyArn', { Type: 'String', Default: '' }],
    ['RuleName', { Type: 'String', Default: 'inactive-iam-users', MaxLength: 64 }],
  ])('has the parameter %s, described and grouped for the console', (name, expected) => {
    template.hasParameter(name, { ...expected, Description: Match.anyValue() });
    const groups: unknown = template.toJSON()['Metadata']['AWS::CloudFormation::Interface'].ParameterGroups;
    expect(JSON.stringify(groups)).toContain(`"${name}"`);
  });
});

describe('The permissions', () => {
  it("let only the runbook's role delete a login profile, except of tagged and listed users", () => {
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
              { Effect: 'Deny', Action: 'iam:DeleteLoginProfile', Resource: arnsOfListed('arn:*:iam::*:user/') },
              { Effect: 'Deny', Action: 'iam:DeleteLoginProfile', Resource: arnsOfListed('arn:*:iam::*:user/*/') },
            ]),
          },
        },
      ],
    });
  });

  it('have no wildcard among the actions, and a wildcard resource only if AWS offers no narrower one', () => {
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

  it('let SSM assume the runbook’s role for automations of this account and region only', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'ssm.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLikeIfExists: {
                'aws:SourceArn': {
                  'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:automation-execution/*',
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

  it('is refused at synth if no tag could have it', () => {
    expect(() => accountStack({ exemptTagKey: 'aws:owner' })).toThrow('exemptTagKey must be the key of a tag');
  });
});

/** This text before each entry of ExemptUsers. The text alone, which comes first, is nobody's ARN. */
function arnsOfListed(before: string): object {
  const entries = { 'Fn::Split': [',', { 'Fn::Sub': `${before},\${ExemptUsers}` }] };
  return { 'Fn::Split': [',', { 'Fn::Join': [`,${before}`, entries] }] };
}

function runbookNameOf(props: AccountStackProps): unknown {
  const [runbook] = Object.values(accountStack(props).findResources('AWS::SSM::Document'));
  return runbook?.['Properties'].Name;
}

function parameterDefaults(): Record<string, unknown> {
  const parameters: Record<string, { Default: unknown }> = template.toJSON()['Parameters'];
  return Object.fromEntries(Object.entries(parameters).map(([name, { Default }]) => [name, Default]));
}
