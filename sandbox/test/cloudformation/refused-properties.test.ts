import { FUNCTION_ARN, make, TRUST, FUNCTION, PERMISSION, DOCUMENT } from './one-resource';

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
      properties: { ...FUNCTION, LoggingConfig: { LogGroup: '/rule' } },
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
      named: 'property ManagedPolicyArns',
    },
    { type: 'AWS::IAM::Policy', properties: {}, named: 'the resource type AWS::IAM::Policy' },
    { type: 'AWS::Lambda::Permission', properties: { ...PERMISSION, Action: 'lambda:*' }, named: 'lambda:*' },
    { type: 'AWS::Lambda::Permission', properties: { ...PERMISSION, Principal: '*' }, named: 'the principal *' },
    {
      type: 'AWS::Lambda::Permission',
      properties: { ...PERMISSION, FunctionName: `${FUNCTION_ARN}rule:1` },
      named: 'rule:1',
    },
    { type: 'AWS::Logs::LogGroup', properties: { KmsKeyId: 'x' }, named: 'property KmsKeyId' },
    { type: 'AWS::SSM::Document', properties: { ...DOCUMENT, VersionName: 'x' }, named: 'property VersionName' },
    {
      type: 'AWS::SSM::Document',
      properties: { ...DOCUMENT, DocumentType: undefined },
      named: 'the document type Command',
    },
    {
      type: 'AWS::SSM::Document',
      properties: { ...DOCUMENT, DocumentFormat: 'TEXT' },
      named: 'the document format TEXT',
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
      properties: { ...FUNCTION, Code: {} },
      says: '#/Code: required key [ZipFile] not found',
    },
    {
      type: 'AWS::Lambda::Function',
      properties: { ...FUNCTION, Environment: { Variables: { A: [] } } },
      says: '#/Environment/Variables/A: expected type: String, found: JSONArray',
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
      type: 'AWS::Logs::LogGroup',
      properties: { RetentionInDays: 31 },
      says: '#/RetentionInDays: failed validation constraint for keyword [enum]',
    },
    {
      type: 'AWS::SSM::Document',
      properties: { Name: 'Runbook', DocumentType: 'Automation' },
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
