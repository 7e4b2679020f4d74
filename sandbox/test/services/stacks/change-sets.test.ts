import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { READ } from '../../cloudformation/one-resource';
import { CAPABLE, localStacks, NAME, template, TOPIC } from './local-stacks';

let local: Awaited<ReturnType<typeof localStacks>>;
beforeEach(async () => {
  local = await localStacks();
});
afterEach(() => local.aws.close());

describe('A change set', () => {
  const ChangeSetName = 'first';
  const input = (ChangeSetType: 'CREATE' | 'UPDATE', body = template()) =>
    new CreateChangeSetCommand({ ...CAPABLE, ChangeSetName, ChangeSetType, TemplateBody: body });
  const describeChangeSet = async () =>
    await local.client.send(new DescribeChangeSetCommand({ ...NAME, ChangeSetName }));
  const execute = async () => await local.client.send(new ExecuteChangeSetCommand({ ...NAME, ChangeSetName }));

  it('shows what it would make, and makes a stack', async () => {
    await local.client.send(input('CREATE'));
    const reviewed = await local.described();
    const changeSet = await describeChangeSet();
    await execute();

    expect(reviewed).toMatchObject({ StackStatus: 'REVIEW_IN_PROGRESS' });
    expect(changeSet).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        { ResourceChange: { Action: 'Add', LogicalResourceId: 'Role', ResourceType: 'AWS::IAM::Role' } },
        { ResourceChange: { Action: 'Add', LogicalResourceId: 'Log' } },
      ],
    });
    expect(await local.described()).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    await expect(execute()).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  it('shows what it would change and remove', async () => {
    await local.create(template({ Topic: TOPIC }));
    await local.client.send(
      input('UPDATE', template({}, { ...READ, Statement: { ...READ.Statement, Action: 'iam:*' } })),
    );

    const { Changes = [] } = await describeChangeSet();
    expect(Changes.map(({ ResourceChange: change }) => [change?.LogicalResourceId, change?.Action])).toEqual([
      ['Role', 'Modify'],
      ['Topic', 'Remove'],
    ]);
  });

  it('that would change nothing has failed, in the words that the AWS CLI looks for', async () => {
    await local.create();
    await local.client.send(input('UPDATE'));

    expect(await describeChangeSet()).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining("The submitted information didn't contain changes."),
    });
  });

  it('is refused for a stack that does not exist, or that does already', async () => {
    await expect(local.client.send(input('UPDATE'))).rejects.toThrow('Stack with id sample does not exist');
    await local.create();
    await expect(local.client.send(input('CREATE'))).rejects.toThrow('Stack [sample] already exists');
  });
});

it('A template summary names the parameters, which the AWS CLI keeps', async () => {
  await local.create();
  expect(await local.client.send(new GetTemplateSummaryCommand(NAME))).toMatchObject({
    Description: 'A sample',
    Parameters: [{ ParameterKey: 'Group', ParameterType: 'String', DefaultValue: '/one', Description: 'A name' }],
    ResourceTypes: ['AWS::IAM::Role', 'AWS::Logs::LogGroup'],
  });
});
