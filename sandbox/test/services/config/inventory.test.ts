import { HOUR, localConfig, NOW, user } from './local-config';

const TYPE = { resourceType: 'AWS::IAM::User' };

function identifier(userName: string, resourceId = `AIDA${userName.toUpperCase()}`): object {
  return { ...TYPE, resourceId, resourceName: userName };
}

describe('ListDiscoveredResources', () => {
  it('finds the name for an id', async () => {
    const { call } = localConfig([user('dave'), user('erin')]);
    expect(await call('ListDiscoveredResources', { ...TYPE, resourceIds: ['AIDAERIN', 'AIDANOBODY'] })).toEqual({
      resourceIdentifiers: [identifier('erin')],
    });
  });

  it('finds the id for a name', async () => {
    const { call } = localConfig([user('dave'), user('erin')]);
    expect(await call('ListDiscoveredResources', { ...TYPE, resourceName: 'dave' })).toEqual({
      resourceIdentifiers: [identifier('dave')],
    });
  });

  it('pages, 100 at a time', async () => {
    const { call } = localConfig(Array.from({ length: 150 }, (_, index) => user(`u${index}`)));
    const first = await call('ListDiscoveredResources', TYPE);
    expect(first).toMatchObject({ resourceIdentifiers: { length: 100 } });
    const nextToken = 'nextToken' in first ? first.nextToken : undefined;
    const second = await call('ListDiscoveredResources', { ...TYPE, nextToken });
    expect(second).toMatchObject({ resourceIdentifiers: { length: 50 } });
    expect(second).toHaveProperty('nextToken', undefined);
  });

  it('has no user if Config does not record IAM users', async () => {
    const { call, config } = localConfig([user('dave')]);
    config.inventory.records = false;
    expect(await call('ListDiscoveredResources', TYPE)).toEqual({ resourceIdentifiers: [] });
  });

  it('returns deleted users with the time of deletion on request', async () => {
    const { call, users } = localConfig([user('dave'), user('erin')]);
    await call('ListDiscoveredResources', TYPE);
    users.shift();
    const identifiers = [
      {
        resourceType: 'AWS::IAM::User',
        resourceId: expect.any(String),
        resourceName: 'dave',
        resourceDeletionTime: new Date(NOW),
      },
      { resourceType: 'AWS::IAM::User', resourceId: expect.any(String), resourceName: 'erin' },
    ];
    expect(await call('ListDiscoveredResources', { ...TYPE, includeDeletedResources: true })).toEqual({
      resourceIdentifiers: identifiers,
    });
    expect(await call('ListDiscoveredResources', TYPE)).toEqual({ resourceIdentifiers: identifiers.slice(1) });
  });

  it.each([
    { name: 'ids and a name', input: { ...TYPE, resourceIds: ['a'], resourceName: 'b' }, code: 'ValidationException' },
    {
      name: '21 ids',
      input: { ...TYPE, resourceIds: Array.from({ length: 21 }, String) },
      code: 'ValidationException',
    },
    { name: 'an empty id', input: { ...TYPE, resourceIds: [''] }, code: 'ValidationException' },
    { name: 'no type', input: {}, code: 'ValidationException' },
    { name: 'a limit of 101', input: { ...TYPE, limit: 101 }, code: 'InvalidLimitException' },
    { name: 'a made-up token', input: { ...TYPE, nextToken: 'x' }, code: 'InvalidNextTokenException' },
  ])('refuses $name', async ({ input, code }) => {
    const { call } = localConfig([user('dave')]);
    await expect(call('ListDiscoveredResources', input)).rejects.toMatchObject({ code, status: 400 });
  });

  it.each([
    { name: 'another type', input: { resourceType: 'AWS::IAM::Role' } },
    { name: 'a member in the wrong case', input: { ...TYPE, ResourceIds: ['a'] } },
  ])('does not model $name, and says so', async ({ input }) => {
    const { call } = localConfig([user('dave')]);
    await expect(call('ListDiscoveredResources', input)).rejects.toMatchObject({ name: 'NotModelled' });
  });
});

/** Dave has long existed; the inventory lags an hour. */
function lagging() {
  const local = localConfig([user('dave')]);
  local.config.inventory.lagMilliseconds = HOUR;
  local.config.inventory.observe();
  const names = async () => {
    const answer = await local.call('ListDiscoveredResources', TYPE);
    return JSON.stringify(answer).match(/(?<="resourceName":")[^"]+/g) ?? [];
  };
  return { ...local, names };
}

describe('an inventory that lags', () => {
  it('knows users who were created long ago', async () => {
    const { names } = lagging();
    expect(await names()).toEqual(['dave']);
  });

  it('discovers a new user when the lag has passed', async () => {
    const { users, names, wait } = lagging();
    users.push(user('new', { createDate: NOW }));
    await wait(HOUR - 1);
    expect(await names()).toEqual(['dave']);
    await wait(1);
    expect(await names()).toEqual(['dave', 'new']);
  });

  it('knows a renamed user by the old name until then', async () => {
    const { users, names, wait, config } = lagging();
    users[0] = user('david', { userId: 'AIDADAVE' });
    config.inventory.observe();
    await wait(HOUR - 1);
    expect(await names()).toEqual(['dave']);
    await wait(1);
    expect(await names()).toEqual(['david']);
  });

  it('knows a deleted user until then, and a new user of that name by another id', async () => {
    const { users, call, wait, config } = lagging();
    users[0] = user('dave', { userId: 'AIDAOTHER', createDate: NOW });
    config.inventory.observe();
    const find = () => call('ListDiscoveredResources', { ...TYPE, resourceName: 'dave' });
    expect(await find()).toEqual({ resourceIdentifiers: [identifier('dave')] });
    await wait(HOUR);
    expect(await find()).toEqual({ resourceIdentifiers: [identifier('dave', 'AIDAOTHER')] });
  });

  it('keeps what it saw, even if the live user is changed in place', async () => {
    const live = { ...user('dave') };
    const { config, call } = localConfig([live]);
    config.inventory.lagMilliseconds = HOUR;
    config.inventory.observe();
    live.userName = 'david';
    config.inventory.observe();
    expect(await call('ListDiscoveredResources', TYPE)).toEqual({ resourceIdentifiers: [identifier('dave')] });
  });
});
