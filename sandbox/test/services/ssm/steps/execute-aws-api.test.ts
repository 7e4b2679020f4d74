import { getUser, harness, nap, NO_OUTPUT, noSuchEntity, run, runbook, statuses, START } from '../harness';

const GUIDE = 'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

const find = {
  name: 'find',
  action: 'aws:executeAwsApi',
  inputs: {
    Service: 'config',
    Api: 'ListDiscoveredResources',
    resourceType: 'AWS::IAM::User',
    resourceIds: ['{{ ResourceId }}'],
  },
  outputs: [
    { Name: 'UserName', Selector: '$.resourceIdentifiers[0].resourceName', Type: 'String' },
    { Name: 'Second', Selector: '$.resourceIdentifiers[1].resourceName' },
  ],
};
const content = (...steps: readonly Record<string, unknown>[]) =>
  runbook([find, ...steps], { parameters: { ResourceId: { type: 'String' } }, outputs: ['find.UserName'] });
const parameters = { ResourceId: ['AIDA1'] };
const found = () => ({ resourceIdentifiers: [{ resourceName: 'dave' }, { resourceName: 'erin' }] });

describe('aws:executeAwsApi', () => {
  it('calls the API as the assumed role, with resolved inputs, and keeps what its selectors find', async () => {
    const local = harness({ call: found });
    const execution = await run(
      local,
      content(
        getUser('get', {
          inputs: { Service: 'iam', Api: 'GetUser', UserName: '{{ find.UserName }}' },
        }),
      ),
      parameters,
    );
    expect(local.calls).toEqual([
      {
        caller: `arn:aws:sts::111122223333:assumed-role/Automation-${execution.id}/session`,
        service: 'config',
        operation: 'ListDiscoveredResources',
        input: { resourceType: 'AWS::IAM::User', resourceIds: ['AIDA1'] },
      },
      expect.objectContaining({ operation: 'GetUser', input: { UserName: 'dave' } }),
    ]);
    expect(execution).toMatchObject({
      status: 'Success',
      outputs: { 'find.UserName': ['dave'] },
      steps: [
        {
          inputs: { Service: 'config', resourceIds: ['AIDA1'] },
          outputs: { UserName: ['dave'], Second: ['erin'] },
        },
        { name: 'get', status: 'Success' },
      ],
    });
  });

  it('fails with an API error, with boto3’s message', async () => {
    const execution = await run(harness({ call: noSuchEntity }), runbook([getUser('get'), nap('more')]));
    expect(execution).toMatchObject({
      status: 'Failed',
      failureMessage:
        'Step fails when it is Execute/Cancelling action. An error occurred (NoSuchEntity) when calling the GetUser ' +
        `operation: The user with name dave cannot be found. ${GUIDE}`,
    });
    expect(statuses(execution)).toBe('get:Failed more:Pending');
  });

  it.each<[string, object, string]>([
    ['an unknown name', { userName: 'dave' }, 'Unknown parameter in input: "userName", must be one of: UserName'],
    [
      'a value of a wrong type',
      { UserName: 90 },
      'Invalid type for parameter input.UserName, value: 90, valid types: str',
    ],
  ])('fails, without a call, at %s, as boto3 does', async (_, inputs, message) => {
    const local = harness();
    const execution = await run(
      local,
      runbook([getUser('get', { inputs: { Service: 'iam', Api: 'GetUser', ...inputs } })]),
    );
    expect(execution.failureMessage).toContain(`Parameter validation failed:\n${message}`);
    expect(local.calls).toEqual([]);
  });

  it('fails when a selector finds nothing, naming it', async () => {
    const execution = await run(harness({ call: () => ({ resourceIdentifiers: [] }) }), content(), parameters);
    expect(execution).toMatchObject({ status: 'Failed', outputs: { 'find.UserName': [NO_OUTPUT] } });
    expect(execution.failureMessage).toContain(
      '$.resourceIdentifiers[0].resourceName of the output UserName finds nothing',
    );
  });

  it('leaves the output without a value when a selector finds nothing, if that is what AWS does', async () => {
    const local = harness({ call: () => ({ resourceIdentifiers: [] }), unconfirmed: { missingSelector: 'empty' } });
    const execution = await run(
      local,
      content(
        getUser('get', {
          inputs: { Service: 'iam', Api: 'GetUser', UserName: '{{ find.UserName }}' },
        }),
      ),
      parameters,
    );
    expect(execution).toMatchObject({ status: 'Success', outputs: { 'find.UserName': [NO_OUTPUT] } });
    expect(local.calls[1]).toMatchObject({ input: { UserName: NO_OUTPUT } });
  });

  it('takes no time, however slow the answer is', async () => {
    const local = harness({ call: () => new Promise((resolve) => setTimeout(() => resolve({}), 20)) });
    local.clock.spawn(() => local.clock.sleep(1000));
    const execution = await run(local, runbook([getUser('get')]));
    expect(execution).toMatchObject({ status: 'Success', end: START });
  });
});
