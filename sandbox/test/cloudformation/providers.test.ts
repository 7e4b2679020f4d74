import { SAMPLE_ACCOUNT } from '../../core/account';
import { deploy } from '../../cloudformation/deploy';
import { fakes, RULE_ARN, FUNCTION_ARN, make, TRUST, READ, FUNCTION, PERMISSION, DOCUMENT } from './one-resource';

describe('AWS::IAM::Role', () => {
  it('makes a role with its trust and its inline policies', async () => {
    const { it: made, roles } = await make('AWS::IAM::Role', {
      RoleName: 'Rule',
      Path: '/service/',
      Description: 'Reads',
      AssumeRolePolicyDocument: TRUST,
      ManagedPolicyArns: [],
      Policies: [{ PolicyName: 'Read', PolicyDocument: READ }],
      Tags: [{ Key: 'team', Value: 'security' }],
    });
    expect(made).toMatchObject({
      physicalId: 'Rule',
      attributes: { Arn: 'arn:aws:iam::111122223333:role/service/Rule' },
    });
    expect(made?.attributes['RoleId']).toMatch(/^AROA/);
    expect(roles[0]?.trust.statements[0]?.services).toEqual(['lambda.amazonaws.com']);
    expect(roles[0]?.policies[0]?.statements[0]?.actions).toEqual(['iam:GetUser']);
  });

  it('names a role that the template does not name', async () => {
    const { it: made } = await make('AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST });
    expect(made?.physicalId).toMatch(/^Sample-It-[A-Z2-7]{12}$/);
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

describe('AWS::IAM::Policy', () => {
  const role = { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } } };

  it('attaches to a role that exists already', async () => {
    const properties = { PolicyName: 'Read', PolicyDocument: READ, Roles: [{ Ref: 'Role' }] };
    const { roles } = await make('AWS::IAM::Policy', properties, role);
    expect(roles[0]?.policies).toHaveLength(1);
  });

  it.each([
    { what: 'no role', roles: [], says: 'At least one of [Groups,Roles,Users] must be non-empty' },
    { what: 'a role that does not exist', roles: ['Nobody'], says: 'The role with name Nobody cannot be found' },
  ])('refuses $what', async ({ roles, says }) => {
    const properties = { PolicyName: 'Read', PolicyDocument: READ, Roles: roles };
    await expect(make('AWS::IAM::Policy', properties, role)).rejects.toThrow(says);
  });
});

describe('AWS::Lambda::Function', () => {
  it('creates the function', async () => {
    const { it: made, given } = await make(
      'AWS::Lambda::Function',
      {
        ...FUNCTION,
        FunctionName: 'rule',
        Description: 'Decides',
        Timeout: { Ref: 'Timeout' },
        MemorySize: 256,
        Environment: { Variables: { MODE: 'x', DAYS: 90 } },
        Architectures: ['arm64'],
        Tags: [],
      },
      {},
      { Timeout: { Type: 'Number', Default: 300 } },
    );
    expect(given.functions).toEqual([
      {
        name: 'rule',
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
    expect(made).toMatchObject({ physicalId: 'rule', attributes: { Arn: `${FUNCTION_ARN}rule` } });
  });

  it('has Lambda’s defaults', async () => {
    const { it: made, given } = await make('AWS::Lambda::Function', {
      ...FUNCTION,
      LoggingConfig: { LogFormat: 'JSON' },
    });
    const name = made?.physicalId ?? '';
    expect(name).toMatch(/^Sample-It-/);
    expect(given.functions[0]).toMatchObject({
      timeoutSeconds: 3,
      memoryMiB: 128,
      environment: {},
      logGroup: `/aws/lambda/${name}`,
    });
  });
});

describe('AWS::Lambda::Permission', () => {
  it.each([
    { named: 'its name', functionName: 'rule' },
    { named: 'its ARN', functionName: `${FUNCTION_ARN}rule` },
  ])('lets a service invoke the function given by $named', async ({ functionName }) => {
    const sources = { SourceAccount: { Ref: 'AWS::AccountId' }, SourceArn: RULE_ARN };
    const { given } = await make('AWS::Lambda::Permission', { ...PERMISSION, FunctionName: functionName, ...sources });
    expect(given.permissions).toEqual([
      {
        functionArn: `${FUNCTION_ARN}rule`,
        action: 'lambda:InvokeFunction',
        principal: 'config.amazonaws.com',
        sourceAccount: '111122223333',
        sourceArn: RULE_ARN,
      },
    ]);
  });

  it('has no source if the template gives none', async () => {
    const { given } = await make('AWS::Lambda::Permission', PERMISSION);
    expect(Object.keys(given.permissions[0] ?? {})).toEqual(['functionArn', 'action', 'principal']);
  });
});

describe('AWS::Logs::LogGroup', () => {
  it('creates the group; its ARN ends with :*', async () => {
    const { it: made, given } = await make('AWS::Logs::LogGroup', { LogGroupName: '/rule', RetentionInDays: 365 });
    expect(given.logGroups).toEqual([{ name: '/rule', retentionInDays: 365 }]);
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
      InputParameters: { maxIdleDays: { Ref: 'Days' }, exemptUsers: { Ref: 'AWS::NoValue' } },
      Source: { Owner: 'CUSTOM_LAMBDA' },
    };
    const { it: made, given } = await make(
      'AWS::Config::ConfigRule',
      properties,
      {},
      { Days: { Type: 'Number', Default: 45 } },
    );
    expect(given.rules).toEqual([{ ...properties, InputParameters: { maxIdleDays: '45' } }]);
    expect(made).toMatchObject({
      physicalId: 'the-rule',
      attributes: { Arn: RULE_ARN, ConfigRuleId: 'config-rule-abcdef' },
    });
  });

  it('names a rule that the template does not name', async () => {
    const { given } = await make('AWS::Config::ConfigRule', { Source: {} });
    expect(given.rules).toEqual([{ ConfigRuleName: expect.stringMatching(/^Sample-It-/), Source: {} }]);
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
  it.each([
    { update: {}, method: 'Replace' },
    { update: { UpdateMethod: 'NewVersion' }, method: 'NewVersion' },
  ])('puts the runbook, to be updated by $method', async ({ update, method }) => {
    const { it: made, given } = await make('AWS::SSM::Document', { ...DOCUMENT, Name: 'Runbook', ...update });
    expect(given.documents).toEqual([
      {
        name: 'Runbook',
        documentType: 'Automation',
        documentFormat: 'JSON',
        content: DOCUMENT.Content,
        updateMethod: method,
      },
    ]);
    expect(made).toMatchObject({ physicalId: 'Runbook', attributes: {} });
  });
});
