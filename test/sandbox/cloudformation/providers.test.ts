import { Ids, SAMPLE_ACCOUNT } from '../../../sandbox/account';
import { deploy } from '../../../sandbox/cloudformation/deploy';
import { resourceProviders } from '../../../sandbox/cloudformation/providers';
import type { AutomationDocument } from '../../../sandbox/cloudformation/resources/document';
import type { FunctionDefinition, FunctionPermission } from '../../../sandbox/lambda/lambda';
import { RoleStore } from '../../../sandbox/policy/role-store';
import { localEvents } from '../events/local-events';

const RULE_ARN = 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef';
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';

/** Services that note what they are given. */
function fakes() {
  const ids = new Ids();
  const roles = new RoleStore({ account: SAMPLE_ACCOUNT, ids });
  const given = {
    functions: new Array<FunctionDefinition>(),
    permissions: new Array<FunctionPermission>(),
    logGroups: new Array<unknown>(),
    rules: new Array<unknown>(),
    remediations: new Array<unknown>(),
    documents: new Array<AutomationDocument>(),
  };
  const providers = resourceProviders({
    roles,
    lambda: {
      createFunction: (definition) => {
        given.functions.push(definition);
        return `${FUNCTION_ARN}${definition.name}`;
      },
      addPermission: (permission) => void given.permissions.push(permission),
    },
    ...localEvents(),
    logs: { createLogGroup: (group) => void given.logGroups.push(group), putMetricFilter: () => undefined },
    config: {
      putRule: (rule) => {
        given.rules.push(rule);
        return { arn: RULE_ARN, ruleId: 'config-rule-abcdef', name: 'the-rule' };
      },
      putRemediation: (remediation) => void given.remediations.push(remediation),
    },
    ssm: { putDocument: (document) => void given.documents.push(document) },
    stackSets: { create: () => Promise.resolve('set:0') },
  });
  return { ids, roles, given, providers };
}

/** Deploys one resource, `It`, beside what it needs. */
async function make(type: string, properties: object, others: object = {}, Parameters: object = {}) {
  const { ids, roles, given, providers } = fakes();
  const template = { Parameters, Resources: { ...others, It: { Type: type, Properties: properties } } };
  const stack = await deploy(template, {
    parameters: {},
    stackName: 'Sample',
    account: SAMPLE_ACCOUNT,
    ids,
    providers,
  });
  return { it: stack.resources['It'], roles: roles.all(), given };
}

const TRUST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
};
const READ = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' } };
const FUNCTION = {
  Code: { ZipFile: 'exports.handler = async () => 1' },
  Handler: 'index.handler',
  Runtime: 'nodejs22.x',
  Role: 'arn:aws:iam::111122223333:role/Role',
  LoggingConfig: { LogFormat: 'JSON', LogGroup: '/rule' },
};
const PERMISSION = { Action: 'lambda:InvokeFunction', FunctionName: 'rule', Principal: 'config.amazonaws.com' };
const DOCUMENT = { DocumentType: 'Automation', Content: { schemaVersion: '0.3' } };

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

  it('makes no role where a policy of it is refused', async () => {
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

  it('has no source where the template gives none', async () => {
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

describe('properties', () => {
  it.each([
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, VpcConfig: {} },
      named: 'AWS::Lambda::Function property VpcConfig, of It',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Code: { S3Bucket: 'b' } },
      named: 'property Code.S3Bucket',
    },
    { type: 'AWS::Lambda::Function', properties: { ...FUNCTION, Runtime: 'python3.13' }, named: 'python3.13' },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, LoggingConfig: undefined },
      named: 'the log format Text',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, LoggingConfig: { SystemLogLevel: 'WARN' } },
      named: 'LoggingConfig.SystemLogLevel',
    },
    {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument: TRUST, PermissionsBoundary: 'x' },
      named: 'property PermissionsBoundary',
    },
    {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: ['arn:x'] },
      named: 'the managed policy arn:x',
    },
    {
      type: 'AWS::IAM::Policy',
      properties: { PolicyName: 'P', PolicyDocument: READ, Users: ['dave'] },
      named: 'property Users',
    },
    { type: 'AWS::Lambda::Permission', properties: { ...PERMISSION, Action: 'lambda:*' }, named: 'lambda:*' },
    { type: 'AWS::Lambda::Permission', properties: { ...PERMISSION, Principal: '*' }, named: 'the principal *' },
    {
      type: 'AWS::Lambda::Permission',
      properties: { ...PERMISSION, FunctionName: `${FUNCTION_ARN}rule:1` },
      named: 'rule:1',
    },
    { type: 'AWS::Logs::LogGroup', properties: { KmsKeyId: 'x' }, named: 'property KmsKeyId' },
    { type: 'AWS::Config::ConfigRule', properties: { Source: {}, Scope: {} }, named: 'property Scope' },
    {
      type: 'AWS::Config::RemediationConfiguration',
      properties: { TargetVersion: '1' },
      named: 'property TargetVersion',
    },
    { type: 'AWS::SSM::Document', properties: { ...DOCUMENT, VersionName: 'x' }, named: 'property VersionName' },
    {
      type: 'AWS::SSM::Document',
      properties: { ...DOCUMENT, DocumentType: undefined },
      named: 'the document type Command',
    },
    {
      type: 'AWS::SSM::Document',
      properties: { ...DOCUMENT, DocumentFormat: 'YAML' },
      named: 'the document format YAML',
    },
  ])('of $type that are not modelled fail by name: $named', async ({ type, properties, named }) => {
    const json: object = JSON.parse(JSON.stringify(properties));
    const making = make(type, json);
    await expect(making).rejects.toMatchObject({ name: 'NotModelled' });
    await expect(making).rejects.toThrow(named);
  });

  it.each([
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Timeout: 901 },
      says: '#/Timeout: failed validation constraint for keyword [maximum]',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Timeout: 'long' },
      says: '#/Timeout: expected type: Integer, found: String',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, MemorySize: 64 },
      says: '#/MemorySize: failed validation constraint for keyword [minimum]',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Role: 'Role' },
      says: '#/Role: failed validation constraint for keyword [pattern]',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, FunctionName: 'f'.repeat(65) },
      says: '#/FunctionName: failed validation constraint for keyword [maxLength]',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Code: {} },
      says: '#/Code: required key [ZipFile] not found',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Environment: { Variables: { A: [] } } },
      says: '#/Environment/Variables/A: expected type: String, found: JSONArray',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Architectures: ['x86'] },
      says: '#/Architectures/0: failed validation constraint for keyword [enum]',
    },
    { type: 'AWS::IAM::Role', properties: {}, says: '#: required key [AssumeRolePolicyDocument] not found' },
    {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument: TRUST, Policies: {} },
      says: '#/Policies: expected type: JSONArray, found: JSONObject',
    },
    {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument: TRUST, Tags: [{ Key: '' }] },
      says: '#/Tags/0/Key: failed validation constraint for keyword [minLength]',
    },
    {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument: TRUST, Path: 'service' },
      says: '#/Path: failed validation constraint',
    },
    {
      type: 'AWS::Logs::LogGroup',
      properties: { RetentionInDays: 31 },
      says: '#/RetentionInDays: failed validation constraint for keyword [enum]',
    },
    {
      type: 'AWS::SSM::Document',
      properties: { DocumentType: 'Automation' },
      says: '#: required key [Content] not found',
    },
    { type: 'AWS::Logs::LogGroup', properties: [], says: '#: expected type: JSONObject, found: JSONArray' },
  ])('of $type that CloudFormation refuses: $says', async ({ type, properties, says }) => {
    const making = make(type, properties);
    await expect(making).rejects.toMatchObject({ code: 'ValidationError', status: 400 });
    await expect(making).rejects.toThrow(
      `Properties validation failed for resource It (${type}) with message: ${says}`,
    );
  });
});
