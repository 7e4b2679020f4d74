import { harness, noSuchEntity, run, runbook } from '../harness';

const check = (overrides: object) => ({
  name: 'check',
  action: 'aws:assertAwsResourceProperty',
  inputs: {
    Service: 'iam',
    Api: 'GetUser',
    UserName: 'dave',
    PropertySelector: '$.User.UserId',
    DesiredValues: ['AIDA0', 'AIDA1'],
    ...overrides,
  },
});
const call = () => ({ User: { UserId: 'AIDA1', Enabled: true, Count: 3 } });

describe('aws:assertAwsResourceProperty', () => {
  it.each<[string, object]>([
    ['the property is one of the desired values', {}],
    ['a number is written as text', { PropertySelector: '$.User.Count', DesiredValues: ['3'] }],
  ])('succeeds when %s', async (_, overrides) => {
    const local = harness({ call });
    expect(await run(local, runbook([check(overrides)]))).toMatchObject({ status: 'Success' });
    expect(local.calls).toMatchObject([{ service: 'iam', operation: 'GetUser', input: { UserName: 'dave' } }]);
  });

  it.each<[string, object, string]>([
    ['the property is another', { DesiredValues: ['AIDA2'] }, '$.User.UserId is "AIDA1", expected one of: AIDA2.'],
    ['the property is absent', { PropertySelector: '$.User.Path' }, '$.User.Path is absent'],
  ])('fails when %s', async (_, overrides, message) => {
    const execution = await run(harness({ call }), runbook([check(overrides)]));
    expect(execution).toMatchObject({ status: 'Failed', failureMessage: expect.stringContaining(message) });
  });

  it('fails when the call does', async () => {
    const execution = await run(harness({ call: noSuchEntity }), runbook([check({})]));
    expect(execution.failureMessage).toContain('An error occurred (NoSuchEntity) when calling the GetUser operation');
  });
});
