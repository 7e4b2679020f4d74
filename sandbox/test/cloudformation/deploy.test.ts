import { AwsError } from '../../core/aws-error';
import type { ResourceProvider } from '../../cloudformation/provider';
import { deployThings, thing } from './deployment';

describe('deploy', () => {
  it('creates each resource after those that it refers to', async () => {
    const { created } = await deployThings({
      Resources: {
        A: thing({ Value: { 'Fn::Sub': '${B}' } }),
        B: thing({ Value: [{ 'Fn::GetAtt': ['C', 'Arn'] }] }),
        C: thing({}, { DependsOn: 'E' }),
        D: thing({}, { DependsOn: ['A'] }),
        E: thing(),
      },
    });
    expect([...created.keys()]).toEqual(['E', 'C', 'B', 'A', 'D']);
  });

  it('describes the stack: its parameters and resources', async () => {
    const template = {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'A sample',
      Metadata: { 'AWS::CloudFormation::Interface': {} },
      Parameters: { Name: { Type: 'String', Default: 'x' } },
      Resources: { Thing: thing({}, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' }) },
    };
    const { stack } = await deployThings(template, { parameters: { Name: 'given' } });
    expect(stack).toMatchObject({
      name: 'Sample',
      parameters: { Name: 'given' },
      resources: { Thing: { type: 'Test::Thing', physicalId: 'Thing-ref', attributes: { Arn: 'Thing-arn' } } },
    });
  });

  it.each([
    { circle: 'of one', resources: { A: thing({ Value: { Ref: 'A' } }) }, named: '[A]' },
    {
      circle: 'of three, and not those who only lead to it',
      resources: {
        Start: thing({ Value: { Ref: 'A' } }),
        A: thing({ Value: { 'Fn::GetAtt': ['B', 'Arn'] } }),
        B: thing({}, { DependsOn: 'C' }),
        C: thing({ Value: { 'Fn::Sub': '${A.Arn}' } }),
      },
      named: '[A, B, C]',
    },
  ])('names a circle $circle', async ({ resources, named }) => {
    await expect(deployThings({ Resources: resources })).rejects.toMatchObject({
      code: 'ValidationError',
      message: `Circular dependency between resources: ${named}`,
    });
  });

  it.each([
    { what: 'no object', template: [], says: 'the template must be an object' },
    { what: 'no resources', template: {}, says: 'At least one Resources member must be defined' },
    {
      what: 'another version',
      template: { AWSTemplateFormatVersion: '2011-01-01', Resources: { A: thing() } },
      says: '2011-01-01',
    },
    {
      what: 'an odd logical id',
      template: { Resources: { 'My-Thing': thing() } },
      says: 'Resource name My-Thing is non alphanumeric',
    },
    { what: 'no type', template: { Resources: { A: {} } }, says: 'Resources.A has none' },
    {
      what: 'an odd DependsOn',
      template: { Resources: { A: thing({}, { DependsOn: [{ Ref: 'A' }] }) } },
      says: 'DependsOn must be a string',
    },
    {
      what: 'DependsOn an unknown resource',
      template: { Resources: { A: thing({}, { DependsOn: 'B' }) } },
      says: 'Unresolved resource dependencies [B]',
    },
    {
      what: 'an unknown condition',
      template: { Resources: { A: thing({}, { Condition: 'Maybe' }) } },
      says: 'Unresolved condition dependency Maybe in the Resources block',
    },
  ])('refuses a template with $what', async ({ template, says }) => {
    const deploying = deployThings(template);
    await expect(deploying).rejects.toMatchObject({ code: 'ValidationError', status: 400 });
    await expect(deploying).rejects.toThrow(says);
  });

  it.each([
    {
      what: 'the section Mappings',
      template: { Mappings: {}, Resources: { A: thing() } },
      named: 'the template section Mappings',
    },
    {
      what: 'the section Transform',
      template: { Transform: 'x', Resources: { A: thing() } },
      named: 'the template section Transform',
    },
    {
      what: 'a creation policy',
      template: { Resources: { A: thing({}, { CreationPolicy: {} }) } },
      named: 'resource A: CreationPolicy',
    },
    {
      what: 'the section Outputs',
      template: { Resources: { A: thing() }, Outputs: {} },
      named: 'the template section Outputs',
    },
    {
      what: 'the metadata of a resource',
      template: { Resources: { A: thing({}, { Metadata: {} }) } },
      named: 'resource A: Metadata',
    },
    {
      what: 'another resource type',
      template: { Resources: { A: thing(), B: { Type: 'AWS::S3::Bucket' } } },
      named: 'AWS::S3::Bucket, of B',
    },
  ])('does not model $what, and creates nothing', async ({ template, named }) => {
    const made: string[] = [];
    const noting: ResourceProvider = {
      create: (_properties, { logicalId }) => {
        made.push(logicalId);
        return { ref: logicalId, attributes: {} };
      },
    };
    const deploying = deployThings(template, { providers: { 'Test::Thing': noting } });
    await expect(deploying).rejects.toMatchObject({ name: 'NotModelled' });
    await expect(deploying).rejects.toThrow(named);
    expect(made).toEqual([]);
  });

  it('refuses a stack name that CloudFormation refuses', async () => {
    await expect(deployThings({ Resources: { A: thing() } }, { stackName: '1st' })).rejects.toThrow(
      "Value '1st' at 'stackName'",
    );
  });

  it('names the resource whose service refused it, and keeps the service’s code', async () => {
    const refusing: ResourceProvider = {
      create: () => {
        throw new AwsError('EntityAlreadyExists', 'Role with name X already exists.', 409);
      },
    };
    await expect(
      deployThings({ Resources: { A: thing() } }, { providers: { 'Test::Thing': refusing } }),
    ).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'A (Test::Thing) failed to create: Role with name X already exists.',
    });
  });

  it.each([
    { stackName: 'Sample', logicalId: 'RuleRole', limit: 64, expected: /^Sample-RuleRole-[A-Z2-7]{12}$/ },
    { stackName: 'S'.repeat(40), logicalId: 'R'.repeat(40), limit: 64, expected: /^S{25}-R{25}-[A-Z2-7]{12}$/ },
  ])(
    'names what the template does not name, within $limit characters',
    async ({ stackName, logicalId, limit, expected }) => {
      const naming: ResourceProvider = {
        create: (_properties, { physicalName }) => ({ ref: physicalName(limit), attributes: {} }),
      };
      const template = { Resources: { [logicalId]: thing(), Second: thing() } };
      const { stack } = await deployThings(template, { stackName, providers: { 'Test::Thing': naming } });
      const name = stack.resources[logicalId]?.physicalId ?? '';
      expect(name).toMatch(expected);
      expect(name.slice(-12)).not.toBe(stack.resources['Second']?.physicalId.slice(-12));
    },
  );
});
