import { localConfig, MINUTE, NOW, user } from './local-config';

const TYPE = { resourceType: 'AWS::IAM::User' };

function identifier(userName: string, resourceId = `AIDA${userName.toUpperCase()}`): object {
  return { ...TYPE, resourceId, resourceName: userName };
}

describe('GetResourceConfigHistory', () => {
  const ask = { ...TYPE, resourceId: 'AIDADAVE' };

  it('has a configuration item without password, keys or sign-ins', async () => {
    const created = new Date('2014-09-27T10:53:55Z');
    const dave = user('dave', {
      createDate: created,
      arn: 'arn:aws:iam::111122223333:user/ops/eu/dave',
      tags: [{ Key: 'team', Value: 'ops' }],
    });
    const { call } = localConfig([dave]);
    const answer = await call('GetResourceConfigHistory', ask);
    expect(answer).toEqual({
      configurationItems: [
        {
          version: '1.3',
          accountId: '111122223333',
          configurationItemCaptureTime: created,
          configurationItemStatus: 'ResourceDiscovered',
          configurationStateId: String(created.getTime()),
          configurationItemMD5Hash: '',
          arn: dave.arn,
          ...identifier('dave'),
          awsRegion: 'global',
          availabilityZone: 'Not Applicable',
          resourceCreationTime: created,
          tags: { team: 'ops' },
          relatedEvents: [],
          relationships: [],
          configuration: JSON.stringify({
            path: '/ops/eu/',
            userName: 'dave',
            userId: 'AIDADAVE',
            arn: dave.arn,
            createDate: '2014-09-27T10:53:55.000Z',
            userPolicyList: [],
            groupList: [],
            attachedManagedPolicies: [],
            permissionsBoundary: null,
            tags: [{ key: 'team', value: 'ops' }],
          }),
          supplementaryConfiguration: {},
        },
      ],
    });
  });

  /** Dave, renamed after a minute, tagged after two, deleted after three. */
  async function eventful() {
    const local = localConfig([user('dave')]);
    const { users, config, wait } = local;
    config.inventory.observe();
    const change = async (...next: typeof users) => {
      await wait(MINUTE);
      users.splice(0, users.length, ...next);
      config.inventory.observe();
    };
    const david = user('david', { userId: 'AIDADAVE' });
    await change(david);
    await change({ ...david, tags: [{ Key: 'team', Value: 'ops' }] });
    await change();
    const history = async (input: object = {}) => {
      const answer = await local.call('GetResourceConfigHistory', { ...ask, ...input });
      const statuses = JSON.stringify(answer).match(/(?<="configurationItemStatus":")\w+/g) ?? [];
      return { answer, statuses };
    };
    return { ...local, history };
  }

  it('has an item for each state, the last first', async () => {
    const { history } = await eventful();
    const { answer, statuses } = await history();
    expect(statuses).toEqual(['ResourceDeleted', 'OK', 'OK', 'ResourceDiscovered']);
    expect(answer).toMatchObject({
      configurationItems: [
        { resourceName: 'david', configurationItemCaptureTime: new Date(NOW + 3 * MINUTE), tags: {} },
        { tags: { team: 'ops' } },
        { resourceName: 'david' },
        { resourceName: 'dave' },
      ],
    });
  });

  it.each([
    {
      name: 'forward',
      input: { chronologicalOrder: 'Forward' },
      expected: ['ResourceDiscovered', 'OK', 'OK', 'ResourceDeleted'],
    },
    { name: 'from a time', input: { earlierTime: new Date(NOW + 2 * MINUTE) }, expected: ['ResourceDeleted', 'OK'] },
    { name: 'to a time', input: { laterTime: new Date(NOW + MINUTE) }, expected: ['OK', 'ResourceDiscovered'] },
    { name: 'at most one', input: { limit: 1 }, expected: ['ResourceDeleted'] },
  ])('can be asked for $name', async ({ input, expected }) => {
    const { history } = await eventful();
    expect((await history(input)).statuses).toEqual(expected);
  });

  it('pages in the order asked for', async () => {
    const { history } = await eventful();
    const first = await history({ limit: 3 });
    const nextToken = 'nextToken' in first.answer ? first.answer.nextToken : undefined;
    expect((await history({ limit: 3, nextToken })).statuses).toEqual(['ResourceDiscovered']);
  });

  it.each([
    {
      name: 'a user that was never seen',
      input: { ...TYPE, resourceId: 'AIDANOBODY' },
      code: 'ResourceNotDiscoveredException',
    },
    { name: 'no id', input: TYPE, code: 'ValidationException' },
    { name: 'a limit of 101', input: { ...ask, limit: 101 }, code: 'InvalidLimitException' },
    {
      name: 'a range that is upside down',
      input: { ...ask, earlierTime: new Date(NOW), laterTime: new Date(NOW - 1) },
      code: 'InvalidTimeRangeException',
    },
  ])('refuses $name', async ({ input, code }) => {
    const { call } = localConfig([user('dave')]);
    await expect(call('GetResourceConfigHistory', input)).rejects.toMatchObject({ code, status: 400 });
  });

  it('has no user if Config does not record IAM users', async () => {
    const { call, config } = localConfig([user('dave')]);
    config.inventory.records = false;
    await expect(call('GetResourceConfigHistory', ask)).rejects.toMatchObject({
      code: 'ResourceNotDiscoveredException',
      message: 'Resource AIDADAVE of resourceType:AWS::IAM::User is unknown or has not been discovered',
    });
  });
});
