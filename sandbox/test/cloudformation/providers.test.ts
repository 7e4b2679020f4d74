import { SAMPLE_ACCOUNT } from '../../core/account';
import { deploy } from '../../cloudformation/deploy';
import { fakes, RULE_ARN, FUNCTION_ARN, make, TRUST, READ, FUNCTION, PERMISSION, DOCUMENT } from './one-resource';

describe('AWS::IAM::Role', () => {
  it('makes a role with its trust, its inline policies and a generated name', async () => {
    const { it: made, roles } = await make('AWS::IAM::Role', {
      Description: 'Reads',
      AssumeRolePolicyDocument: TRUST,
      Policies: [{ PolicyName: 'Read', PolicyDocument: READ }],
      Tags: [{ Key: 'team', Value: 'security' }],
    });
    expect(made?.physicalId).toMatch(/^Sample-It-[A-Z2-7]{12}$/);
    expect(made?.attributes).toEqual({
      Arn: `arn:aws:iam::111122223333:role/${made?.physicalId}`,
      RoleId: expect.stringMatching(/^AROA/),
    });
    expect(roles[0]?.trust.statements[0]?.services).toEqual(['lambda.amazonaws.com']);
    expect(roles[0]?.policies[0]?.statements[0]?.actions).toEqual(['iam:GetUser']);
  });

  it('makes no role if one of its policies is refused', async () => {
    const policy = { ...READ, Statement: { ...READ.Statement, Resource: 'dave' } };
    const { ids, roles, providers } = fakes();
    const It = {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: TRUST, Policies: [{ PolicyName: 'P', PolicyDocument: policy }] },
    };
    const options = { parameters: {}, stackName: 'Sample', account: SAMPLE_ACCOUNT, ids, providers };
    await expect(deploy({ Resources: { It } }, options)).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
      message: expect.stringContaining('the policy P of It'),
    });
    expect(roles.all()).toEqual([]);
  });
});

describe('AWS::Lambda::Function', () => {
  it('creates the function', async () => {
    const { it: made, given } = await make(
      'AWS::Lambda::Function',
      {
        ...FUNCTION,
        Timeout: { Ref: 'Timeout' },
        MemorySize: 256,
        Environment: { Variables: { MODE: 'x', DAYS: 90 } },
        Tags: [],
      },
      { Timeout: { Type: 'Number', Default: 300 } },
    );
    const name = made?.physicalId ?? '';
    expect(name).toMatch(/^Sample-It-/);
    expect(given.functions).toEqual([
      {
        name,
        roleArn: FUNCTION.Role,
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        code: FUNCTION.Code.ZipFile,
        timeoutSeconds: 300,
        memoryMiB: 256,
        environment: { MODE: 'x', DAYS: '90' },
        logGroup: '/rule',
      },
    ]);
    expect(made?.attributes).toEqual({ Arn: `${FUNCTION_ARN}${name}` });
  });

  it('has Lambda’s defaults', async () => {
    const { given } = await make('AWS::Lambda::Function', FUNCTION);
    expect(given.functions[0]).toMatchObject({ timeoutSeconds: 3, memoryMiB: 128, environment: {} });
  });
});

describe('AWS::Lambda::Permission', () => {
  it('lets a service invoke the function for one account', async () => {
    const { given } = await make('AWS::Lambda::Permission', PERMISSION);
    expect(given.permissions).toEqual([
      {
        id: expect.stringMatching(/^Sample-It-/),
        functionArn: `${FUNCTION_ARN}rule`,
        principal: 'config.amazonaws.com',
        sourceAccount: '111122223333',
      },
    ]);
  });
});

describe('AWS::Logs::LogGroup', () => {
  it('creates the group; its ARN ends with :*', async () => {
    const { it: made, given } = await make('AWS::Logs::LogGroup', { LogGroupName: '/rule', RetentionInDays: 365 });
    expect(given.logGroups).toEqual(['/rule']);
    expect(made).toMatchObject({
      physicalId: '/rule',
      attributes: { Arn: 'arn:aws:logs:us-east-1:111122223333:log-group:/rule:*' },
    });
  });
});

describe('AWS::Config::ConfigRule', () => {
  it('puts the rule, its parameters resolved', async () => {
    const properties = {
      ConfigRuleName: 'the-rule',
      InputParameters: { days: { Ref: 'Days' }, exempt: { Ref: 'AWS::NoValue' } },
      Source: { Owner: 'CUSTOM_LAMBDA' },
    };
    const { it: made, given } = await make('AWS::Config::ConfigRule', properties, {
      Days: { Type: 'Number', Default: 45 },
    });
    expect(given.rules).toEqual([{ ...properties, InputParameters: { days: '45' } }]);
    expect(made).toMatchObject({
      physicalId: 'the-rule',
      attributes: { Arn: RULE_ARN, ConfigRuleId: 'config-rule-abcdef' },
    });
  });
});

describe('AWS::Config::RemediationConfiguration', () => {
  it('puts the remediation as the template has it', async () => {
    const properties = {
      ConfigRuleName: 'the-rule',
      TargetType: 'SSM_DOCUMENT',
      TargetId: 'Runbook',
      Parameters: { ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } } },
      Automatic: true,
    };
    const { given } = await make('AWS::Config::RemediationConfiguration', properties);
    expect(given.remediations).toEqual([properties]);
  });
});

describe('AWS::SSM::Document', () => {
  it('puts the runbook', async () => {
    const { it: made, given } = await make('AWS::SSM::Document', DOCUMENT);
    expect(given.documents).toEqual([{ name: 'Runbook', documentFormat: 'JSON', content: DOCUMENT.Content }]);
    expect(made).toMatchObject({ physicalId: 'Runbook', attributes: {} });
  });
});
