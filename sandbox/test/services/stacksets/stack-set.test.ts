import { SAMPLE_ACCOUNT } from '../../../core/account';
import { LocalOrganization } from '../../../aws/local-organization';
import { NOW } from '../config/local-config';
import {
  administratorOf,
  BODY,
  body,
  LABS,
  MANAGEMENT,
  ONE,
  organization,
  PEOPLE,
  properties,
  ROOT,
  target,
  TEAM,
  templateOf,
  THREE,
  TWO,
  where,
} from './organization';

describe('a stack set', () => {
  it('hands its body and its parameters to each account, under a name of its own', async () => {
    const { deployed, administrator } = organization();
    const Parameters = { Who: { Type: 'String' } };
    const Properties = properties({ Parameters: [{ ParameterKey: 'Who', ParameterValue: { Ref: 'Who' } }] });
    const template = {
      Parameters,
      Resources: { All: { Type: 'AWS::CloudFormation::StackSet', Properties } },
    };

    const stack = await administrator.deploy(template, { Who: 'you' });
    const { instances } = administrator.stackSets;

    expect(deployed).toHaveLength(3);
    expect(deployed[0]).toEqual({
      to: `${ONE} us-east-1`,
      template: BODY,
      parameters: { Who: 'you' },
      stackName: expect.stringMatching(/^StackSet-sample-set-[0-9a-f-]{36}$/),
    });
    expect(instances).toMatchObject([ONE, TWO, THREE].map((accountId) => ({ accountId, region: 'us-east-1' })));
    expect(new Set(instances.map((instance) => instance.stack?.name)).size).toBe(3);
    expect(stack.resources['All']?.physicalId).toMatch(/^sample-set:[0-9a-f-]{36}$/);
    expect(stack.resources['All']?.attributes).toEqual({ StackSetId: stack.resources['All']?.physicalId });
  });

  it.each([
    { what: 'the root', targets: { OrganizationalUnitIds: [ROOT] }, to: [ONE, TWO, THREE] },
    { what: 'a unit with a unit in it', targets: { OrganizationalUnitIds: [PEOPLE] }, to: [ONE, TWO] },
    { what: 'a unit within', targets: { OrganizationalUnitIds: [TEAM] }, to: [ONE] },
    { what: 'two units', targets: { OrganizationalUnitIds: [TEAM, LABS] }, to: [ONE, THREE] },
    {
      what: 'all but one account',
      targets: { OrganizationalUnitIds: [ROOT], Accounts: [TWO], AccountFilterType: 'DIFFERENCE' },
      to: [ONE, THREE],
    },
    { what: 'a unit without a unit in it', targets: { OrganizationalUnitIds: [LABS] }, to: [THREE] },
  ])('goes to the accounts of $what, and never to the management account', async ({ targets, to }) => {
    expect(await where(target(targets))).toEqual(to.map((accountId) => `${accountId} us-east-1`));
  });

  it('may have no instances', async () => {
    expect(await where({ StackInstancesGroup: undefined })).toEqual([]);
  });
});

describe('an account that fails', () => {
  it('fails the stack set if no failure is tolerated', async () => {
    await expect(where({}, { failing: [TWO] })).rejects.toThrow(
      `All (AWS::CloudFormation::StackSet) failed to create: The operation on the stack set sample-set failed: account ${TWO}, us-east-1: LimitExceeded: no room`,
    );
  });

  it.each([
    { preferences: { FailureTolerancePercentage: 34, MaxConcurrentPercentage: 100 }, tolerated: true },
    { preferences: { FailureTolerancePercentage: 33 }, tolerated: false },
  ])('is tolerated with $preferences: $tolerated', async ({ preferences, tolerated }) => {
    const { administrator } = organization({ failing: [TWO] });
    const Properties = properties({ OperationPreferences: preferences });
    const template = templateOf(Properties);
    const instances = await administrator.deploy(template).then(
      () => administrator.stackSets.instances.map(({ accountId, failure = 'none' }) => `${accountId} ${failure}`),
      () => 'failed',
    );

    expect(instances).toEqual(tolerated ? [`${ONE} none`, `${TWO} LimitExceeded: no room`, `${THREE} none`] : 'failed');
  });
});

describe('who creates a stack set', () => {
  it.each([
    { as: MANAGEMENT, callAs: 'SELF', outcome: '3 accounts' },
    { as: MANAGEMENT, callAs: 'DELEGATED_ADMIN', outcome: 'CallAs cannot be DELEGATED_ADMIN' },
    { as: THREE, callAs: 'DELEGATED_ADMIN', outcome: '3 accounts' },
    { as: THREE, callAs: 'SELF', outcome: 'CallAs cannot be SELF' },
    { as: ONE, callAs: 'DELEGATED_ADMIN', outcome: 'CallAs cannot be DELEGATED_ADMIN' },
  ])('as $callAs in $as: $outcome', async ({ as, callAs, outcome }) => {
    const told = await where({ CallAs: callAs }, { as }).then(
      ({ length }) => `${length} accounts`,
      (error: unknown) => String(error),
    );
    expect(told).toContain(outcome);
  });

  it('is in an organization', async () => {
    const alone = administratorOf(SAMPLE_ACCOUNT);
    await expect(alone.deploy(templateOf(properties()))).rejects.toThrow('enable organizations access');
  });

  it('does not create two with the same name', async () => {
    const set = { Type: 'AWS::CloudFormation::StackSet', Properties: properties() };
    const { administrator } = organization();
    await expect(administrator.deploy({ Resources: { One: set, Two: set } })).rejects.toMatchObject({
      code: 'NameAlreadyExistsException',
    });
  });
});

describe('local accounts', () => {
  it('get the resources of the body, each its own', async () => {
    const local = await LocalOrganization.start({
      now: NOW,
      management: { organizationalUnits: [PEOPLE] },
      members: [ONE, TWO].map((accountId) => ({ accountId, organizationalUnits: [TEAM, PEOPLE] })),
    });
    try {
      const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
      const role = {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust } },
      };
      const Properties = properties({
        ...body({}, role),
        ...target({ OrganizationalUnitIds: [PEOPLE] }),
        Capabilities: ['CAPABILITY_IAM'],
      });

      await local.management.deploy(templateOf(Properties));
      const { instances } = local.management.stackSets;

      expect(instances.map(({ stack }) => stack?.resources['Thing']?.attributes['Arn'])).toEqual(
        [ONE, TWO].map((accountId) =>
          expect.stringMatching(`^arn:aws:iam::${accountId}:role/StackSet-sample-set-[^/]{0,40}-Thing-[A-Z0-9]{12}$`),
        ),
      );
      expect(local.accounts.map(({ roles }) => roles.all().length)).toEqual([0, 1, 1]);
    } finally {
      await local.close();
    }
  });
});
