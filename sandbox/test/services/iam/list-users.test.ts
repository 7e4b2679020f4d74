import { DAY, NOW, localIam } from './local-iam';

const DAVE = { userName: 'Dave', createDate: NOW - 100 * DAY };

function namesOf(output: object): unknown[] {
  const users: unknown = Reflect.get(output, 'Users');
  return Array.isArray(users) ? users.map((user: object) => Reflect.get(user, 'UserName')) : [];
}

describe('ListUsers', () => {
  it('lists users by name, with the last sign-in and without tags', async () => {
    const { call, iam } = localIam();
    iam.seed({ ...DAVE, passwordLastUsed: NOW - DAY, tags: [{ Key: 'a', Value: 'b' }] });
    const bob = iam.seed({ userName: 'bob', createDate: NOW - DAY });

    expect(await call('ListUsers')).toEqual({
      Users: [
        { Path: '/', UserName: 'bob', UserId: bob.userId, Arn: bob.arn, CreateDate: new Date(NOW - DAY) },
        expect.objectContaining({ UserName: 'Dave', PasswordLastUsed: new Date(NOW - DAY) }),
      ],
      IsTruncated: false,
    });
    expect(JSON.stringify(await call('ListUsers'))).not.toContain('Tags');
  });

  it('returns 100 users a page, and each once, even if users come and go between the pages', async () => {
    const { call, iam } = localIam();
    for (let number = 100; number < 300; number += 1) iam.seed({ userName: `user-${number}`, createDate: NOW });

    const first = await call('ListUsers');
    await call('DeleteUser', { UserName: 'user-199' });
    await call('DeleteUser', { UserName: 'user-150' });
    const second = await call('ListUsers', { Marker: Reflect.get(first, 'Marker') });

    expect(namesOf(first)).toHaveLength(100);
    expect(first).toMatchObject({ IsTruncated: true });
    expect(namesOf(second)).toEqual(Array.from({ length: 100 }, (_, index) => `user-${index + 200}`));
    expect(second).toEqual({ Users: expect.anything(), IsTruncated: false });
  });

  it('accepts MaxItems and PathPrefix', async () => {
    const { call, iam } = localIam();
    iam.seed({ ...DAVE, path: '/ops/night/' });
    iam.seed({ userName: 'eve', path: '/ops/', createDate: NOW });
    iam.seed({ userName: 'root-path', createDate: NOW });

    expect(namesOf(await call('ListUsers', { PathPrefix: '/op' }))).toEqual(['Dave', 'eve']);
    const first = await call('ListUsers', { PathPrefix: '/op', MaxItems: 1 });
    expect(namesOf(first)).toEqual(['Dave']);
    const rest = await call('ListUsers', { PathPrefix: '/op', MaxItems: 1, Marker: Reflect.get(first, 'Marker') });
    expect(namesOf(rest)).toEqual(['eve']);
  });

  it.each([
    [{ MaxItems: 0 }, /greater than or equal to 1/],
    [{ MaxItems: 1001 }, /less than or equal to 1000/],
    [{ Marker: 'not one of ours' }, /^Invalid Marker\.$/],
    [{ PathPrefix: 'ops' }, /pattern/],
  ])('refuses %j', async (input, message) => {
    const { call } = localIam();

    await expect(call('ListUsers', input)).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringMatching(message),
    });
  });
});
