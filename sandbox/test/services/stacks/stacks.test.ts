import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { AwsError, type LocalAws } from '../../../index';
import { READ } from '../../cloudformation/one-resource';
import { CAPABLE, localStacks, NAME, template, TOPIC } from './local-stacks';

const KEPT_TOPIC = { ...TOPIC, DeletionPolicy: 'Retain' };
const GONE = {
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: 'arn:aws:sns:x', Protocol: 'email', Endpoint: 'a@b' },
};

let aws: LocalAws;
let client: CloudFormationClient;
let create: Awaited<ReturnType<typeof localStacks>>['create'];
let described: Awaited<ReturnType<typeof localStacks>>['described'];
beforeEach(async () => {
  ({ aws, client, create, described } = await localStacks());
});
afterEach(() => aws.close());

const update = async (body: string, Group?: string) =>
  await client.send(
    new UpdateStackCommand({
      ...CAPABLE,
      TemplateBody: body,
      Parameters: [{ ParameterKey: 'Group', ...(Group ? { ParameterValue: Group } : { UsePreviousValue: true }) }],
    }),
  );
const remove = async () => await client.send(new DeleteStackCommand(NAME));

/** e.g. `Log CREATE_COMPLETE`, oldest first, without those that only begin. */
async function events(): Promise<string[]> {
  const { StackEvents = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: (await described())?.StackId }),
  );
  return StackEvents.toReversed()
    .map(({ LogicalResourceId: id, ResourceStatus: status }) => `${id} ${status}`)
    .filter((event) => !event.endsWith('_IN_PROGRESS'));
}

describe('A stack', () => {
  it('shows its resources, each with its last status', async () => {
    await create();
    await aws.clock.runUntilIdle();
    await update(template(), '/two');
    await aws.clock.runUntilIdle();
    const { StackResources } = await client.send(new DescribeStackResourcesCommand(NAME));

    expect(StackResources).toEqual([
      expect.objectContaining({ LogicalResourceId: 'Role', ResourceStatus: 'CREATE_COMPLETE', StackName: 'sample' }),
      expect.objectContaining({
        LogicalResourceId: 'Log',
        PhysicalResourceId: '/two',
        ResourceType: 'AWS::Logs::LogGroup',
      }),
    ]);
  });

  it('is created over HTTP, and described', async () => {
    const { StackId } = await create();

    expect(StackId).toMatch(/^arn:aws:cloudformation:us-east-1:111122223333:stack\/sample\/[-0-9a-f]{36}$/);
    expect(await described()).toMatchObject({
      StackId,
      StackStatus: 'CREATE_COMPLETE',
      Description: 'A sample',
      Parameters: [{ ParameterKey: 'Group', ParameterValue: '/one' }],
      Capabilities: ['CAPABILITY_IAM'],
    });
    expect(await events()).toEqual(['Role CREATE_COMPLETE', 'Log CREATE_COMPLETE', 'sample CREATE_COMPLETE']);
    expect(aws.roles.all()).toHaveLength(1);
  });

  it('is changed in place, and keeps the parameters that are not given', async () => {
    await create();
    const [before] = aws.roles.all();
    await update(template({}, { ...READ, Statement: { ...READ.Statement, Action: 'iam:ListUsers' } }));

    const [after] = aws.roles.all();
    expect(after).toMatchObject({ arn: before?.arn, policies: [{ statements: [{ actions: ['iam:ListUsers'] }] }] });
    expect(await events()).toEqual(expect.arrayContaining(['Role UPDATE_COMPLETE', 'sample UPDATE_COMPLETE']));
    expect(await events()).not.toContain('Log UPDATE_COMPLETE');
  });

  it('replaces a resource whose name changes: the new one first, then the old one goes', async () => {
    await create();
    await update(template(), '/two');

    expect((await events()).slice(3)).toEqual(['Log UPDATE_COMPLETE', 'Log DELETE_COMPLETE', 'sample UPDATE_COMPLETE']);
    expect(() => aws.logs.createLogGroup('/two')).toThrow('already exists');
    aws.logs.createLogGroup('/one');
  });

  it.each([
    { what: 'deletes', topic: TOPIC, event: 'Topic DELETE_COMPLETE', there: false },
    { what: 'keeps, if its DeletionPolicy says so,', topic: KEPT_TOPIC, event: 'Topic DELETE_SKIPPED', there: true },
  ])('$what a resource that the template no longer has', async ({ topic, event, there }) => {
    await create(template({ Topic: topic }));
    await update(template());

    expect(await events()).toContain(event);
    expect(aws.sns.has('arn:aws:sns:us-east-1:111122223333:told')).toBe(there);
  });

  it('is deleted, the last resource first; its id still describes it', async () => {
    const { StackId } = await create();
    await remove();

    await expect(described()).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id sample does not exist',
    });
    expect(await described(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', DeletionTime: expect.any(Date) });
    expect(aws.roles.all()).toEqual([]);
    await remove();
    expect(await create()).not.toEqual({ StackId });
  });

  it('that cannot be made is rolled back, and can then only be deleted', async () => {
    await create(template({ Subscription: GONE }));

    expect(await described()).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
      StackStatusReason: expect.stringContaining('Topic does not exist: arn:aws:sns:x'),
    });
    expect(await events()).toEqual([
      'Role CREATE_COMPLETE',
      'Log CREATE_COMPLETE',
      'Subscription CREATE_FAILED',
      'Log DELETE_COMPLETE',
      'Role DELETE_COMPLETE',
      'sample ROLLBACK_COMPLETE',
    ]);
    await expect(update(template())).rejects.toThrow('is in ROLLBACK_COMPLETE state and can not be updated.');
  });

  it('whose update fails is as it was before: what was changed, replaced and made is undone', async () => {
    await create();
    const [role] = aws.roles.all();
    const policy = { ...READ, Statement: { ...READ.Statement, Action: 'iam:ListUsers' } };
    await update(template({ Topic: TOPIC, Subscription: { ...GONE, DependsOn: 'Topic' } }, policy), '/two');

    expect(await described()).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      StackStatusReason: expect.stringContaining('Subscription'),
      Parameters: [{ ParameterKey: 'Group', ParameterValue: '/one' }],
    });
    expect(aws.roles.all()).toEqual([role]);
    expect(aws.sns.has('arn:aws:sns:us-east-1:111122223333:told')).toBe(false);
    aws.logs.createLogGroup('/two');
    await expect(update(template())).rejects.toThrow('No updates are to be performed.');
    await remove();
    expect(aws.roles.all()).toEqual([]);
  });

  it('is updated although an old resource cannot be deleted, which stays behind', async () => {
    await create();
    aws.logs.deleteLogGroup = () => {
      throw new AwsError('OperationAbortedException', 'Conflicting operation');
    };
    await update(template(), '/two');

    expect((await events()).slice(-2)).toEqual(['Log DELETE_FAILED', 'sample UPDATE_COMPLETE']);
  });

  it.each([
    { what: 'without the capability', request: { Capabilities: [] }, says: 'Requires capabilities : [CAPABILITY_IAM]' },
    {
      what: 'with a body in YAML',
      request: { TemplateBody: 'Resources: {}' },
      says: 'a TemplateBody that is not JSON',
    },
    {
      what: 'with an unknown parameter',
      request: { Parameters: [{ ParameterKey: 'Other', ParameterValue: 'x' }] },
      says: 'Parameters: [Other] do not exist in the template',
    },
    { what: 'with a role of its own', request: { RoleARN: 'arn:aws:iam::111122223333:role/R' }, says: 'roleARN' },
  ])('is refused $what', async ({ request, says }) => {
    const command = new CreateStackCommand({ ...CAPABLE, TemplateBody: template(), ...request });
    await expect(client.send(command)).rejects.toThrow(says);
    expect(await client.send(new DescribeStacksCommand({}))).toMatchObject({ Stacks: [] });
  });

  it('is refused twice, and an update that changes nothing', async () => {
    await create();
    await expect(create()).rejects.toThrow('Stack [sample] already exists');
    await expect(update(template())).rejects.toThrow('No updates are to be performed.');
  });

  it('cannot change the type of a resource', async () => {
    await create();
    await expect(update(template({ Log: TOPIC }))).rejects.toThrow(
      'modifies resource type of the following resources: [Log]',
    );
  });

  it('is refused to a caller who may not do everything, whose permissions would not be checked', async () => {
    const caller = { ...aws.operator, policies: [{ statements: [{ ...allowAll(), actions: ['cloudformation:*'] }] }] };
    const input = { ...CAPABLE, TemplateBody: template() };
    await expect(aws.endpoint.call(caller, 'cloudformation', 'CreateStack', input)).rejects.toThrow(
      'whose policies do not allow everything',
    );
  });

  it('that a test deployed can be updated too', async () => {
    await aws.deploy(JSON.parse(template()), {}, 'sample');
    await update(template(), '/two');
    expect(await described()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  });
});

function allowAll() {
  return { effect: 'Allow' as const, actions: ['*'], resources: ['*'], services: [], principals: [], conditions: [] };
}
