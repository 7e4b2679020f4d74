import { AwsError } from '../../../core/aws-error';
import {
  BODY,
  body,
  GROUP,
  LABS,
  ONE,
  organization,
  properties,
  ROOT,
  target,
  templateOf,
  where,
} from './organization';

describe('a stack set', () => {
  it.each([
    { capabilities: ['CAPABILITY_IAM'], resource: { Type: 'AWS::IAM::Role' } },
    { capabilities: ['CAPABILITY_NAMED_IAM'], resource: { Type: 'AWS::IAM::Role' } },
    { capabilities: ['CAPABILITY_IAM'], resource: { Type: 'AWS::IAM::Policy', Properties: { Roles: [] } } },
    { capabilities: ['CAPABILITY_NAMED_IAM'], resource: { Type: 'AWS::IAM::User', Properties: { UserName: 'U' } } },
  ])('may make $resource with $capabilities', async ({ capabilities, resource }) => {
    expect(await where({ ...body({}, resource), Capabilities: capabilities })).toHaveLength(3);
  });

  it.each([
    { capabilities: [], resource: { Type: 'AWS::IAM::Role' }, needs: 'CAPABILITY_IAM' },
    { capabilities: [], resource: { Type: 'AWS::IAM::Policy' }, needs: 'CAPABILITY_IAM' },
    {
      capabilities: ['CAPABILITY_IAM'],
      resource: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'R' } },
      needs: 'CAPABILITY_NAMED_IAM',
    },
  ])('may not make $resource with $capabilities', async ({ capabilities, resource, needs }) => {
    await expect(where({ ...body({}, resource), Capabilities: capabilities })).rejects.toMatchObject({
      code: 'InsufficientCapabilitiesException',
      message: expect.stringContaining(`Requires capabilities : [${needs}]`),
    });
  });

  it('accepts a body of 51,200 bytes and not one more', async () => {
    const sized = (bytes: number) => {
      const empty = JSON.stringify({ ...BODY, Description: '' }).length;
      return { TemplateBody: JSON.stringify({ ...BODY, Description: `é${'x'.repeat(bytes - empty - 2)}` }) };
    };
    expect(await where(sized(51_200))).toHaveLength(3);
    await expect(where(sized(51_201))).rejects.toThrow('got 51201 bytes');
  });

  it.each<{ what: string; overrides: object; says: string }>([
    { what: 'no name', overrides: { StackSetName: undefined }, says: 'required key [StackSetName]' },
    { what: 'an odd name', overrides: { StackSetName: '1st' }, says: '#/StackSetName' },
    { what: 'no permission model', overrides: { PermissionModel: undefined }, says: 'required key [PermissionModel]' },
    { what: 'no AutoDeployment', overrides: { AutoDeployment: undefined }, says: 'required key [AutoDeployment]' },
    { what: 'an unknown caller', overrides: { CallAs: 'ME' }, says: '#/CallAs' },
    { what: 'an unknown capability', overrides: { Capabilities: ['ALL'] }, says: '#/Capabilities/0' },
    { what: 'no body', overrides: { TemplateBody: undefined }, says: 'required key [TemplateBody]' },
    { what: 'an empty body', overrides: { TemplateBody: '' }, says: 'got 0 bytes' },
    { what: 'a body that is an object', overrides: { TemplateBody: BODY }, says: 'expected type: String' },
    { what: 'a body without resources', overrides: body({ Resources: {} }), says: 'At least one Resources member' },
    {
      what: 'an unknown parameter',
      overrides: { Parameters: ['Who', 'When'].map((ParameterKey) => ({ ParameterKey, ParameterValue: 'x' })) },
      says: 'Parameters: [When] do not exist in the template',
    },
    { what: 'no value for a parameter', overrides: { Parameters: [] }, says: 'Parameters: [Who] must have values' },
    {
      what: 'a parameter out of its range',
      overrides: {
        Parameters: Object.entries({ Who: 'x', Days: '0' }).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      },
      says: "Parameter 'Days' must be a number not less than 1",
    },
    {
      what: 'a duplicate parameter',
      overrides: { Parameters: ['a', 'b'].map((ParameterValue) => ({ ParameterKey: 'Who', ParameterValue })) },
      says: 'once only',
    },
    { what: 'no units', overrides: target({ Accounts: [ONE] }), says: 'OrganizationalUnitIds are required' },
    { what: 'an odd unit', overrides: target({ OrganizationalUnitIds: ['people'] }), says: 'OrganizationalUnitIds/0' },
    {
      what: 'an unknown unit',
      overrides: target({ OrganizationalUnitIds: ['ou-abcd-nobody11'] }),
      says: 'ou-abcd-nobody11',
    },
    {
      what: 'accounts without a filter',
      overrides: target({ OrganizationalUnitIds: [ROOT], Accounts: [ONE] }),
      says: 'AccountFilterType is required',
    },
    { what: 'no regions', overrides: target({ OrganizationalUnitIds: [ROOT] }, []), says: 'at least one region' },
    {
      what: 'an odd region',
      overrides: target({ OrganizationalUnitIds: [ROOT] }, ['everywhere']),
      says: '#/StackInstancesGroup/0/Regions/0',
    },
  ])('is refused with $what', async ({ overrides, says }) => {
    const { deployed, administrator } = organization();
    const Properties = Object.fromEntries(
      Object.entries(properties(overrides)).filter(([, value]) => value !== undefined),
    );
    const template = templateOf(Properties);

    const thrown: unknown = await administrator.deploy(template).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(AwsError);
    expect(thrown).toMatchObject({ code: 'ValidationError', message: expect.stringContaining(says) });
    expect(deployed).toEqual([]);
  });

  it.each<{ what: string; overrides: object }>([
    { what: 'the PermissionModel SELF_MANAGED', overrides: { PermissionModel: 'SELF_MANAGED' } },
    { what: 'TemplateURL', overrides: { TemplateURL: 'https://example.com' } },
    { what: 'AutoDeployment', overrides: { AutoDeployment: { Enabled: true } } },
    { what: 'the template section Transform', overrides: body({ Transform: 'AWS::Serverless-2016-10-31' }) },
    { what: 'DependsOn', overrides: { AutoDeployment: { Enabled: true, DependsOn: [] } } },
    { what: 'Tags', overrides: { Tags: [] } },
    { what: 'not JSON', overrides: { TemplateBody: 'Resources: {}' } },
    {
      what: 'AccountFilterType UNION',
      overrides: target({ OrganizationalUnitIds: [ROOT], Accounts: [ONE], AccountFilterType: 'UNION' }),
    },
    {
      what: 'DIFFERENCE with 0 Accounts',
      overrides: target({ OrganizationalUnitIds: [ROOT], AccountFilterType: 'DIFFERENCE' }),
    },
    { what: 'the region eu-west-1', overrides: target({ OrganizationalUnitIds: [LABS] }, ['eu-west-1']) },
    { what: '2 regions', overrides: target({ OrganizationalUnitIds: [LABS] }, ['us-east-1', 'eu-west-1']) },
    { what: `the account ${ONE} twice`, overrides: { StackInstancesGroup: [GROUP, GROUP] } },
    { what: 'RegionOrder', overrides: { OperationPreferences: { RegionOrder: ['us-east-1'] } } },
    { what: 'FailureToleranceCount', overrides: { OperationPreferences: { FailureToleranceCount: 1 } } },
  ])('says that it does not model $what', async ({ what, overrides }) => {
    await expect(where(overrides)).rejects.toMatchObject({
      name: 'NotModelled',
      message: expect.stringContaining(what),
    });
  });
});
