import { DAY, NOW, localIam } from './local-iam';

const DAVE = { userName: 'Dave', createDate: NOW - 100 * DAY };

describe('a user with a past', () => {
  it('has everything that the seed names', () => {
    const { iam } = localIam();

    const user = iam.seed({
      userName: 'a+b=c,d.e@f-g_h',
      path: '/ops/',
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      createDate: NOW - 9 * DAY + 1,
      passwordLastUsed: NOW - 7 * DAY + 999,
      loginProfile: { createDate: NOW - 8 * DAY, passwordLastChanged: NOW - 6 * DAY },
      accessKeys: [{ createDate: NOW - DAY, status: 'Expired' }],
      tags: [{ Key: 'team', Value: 'x' }],
      mfaActive: true,
    });

    expect(user).toMatchObject({
      userName: 'a+b=c,d.e@f-g_h',
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/ops/a+b=c,d.e@f-g_h',
      createDate: NOW - 9 * DAY,
      passwordLastUsed: NOW - 7 * DAY,
      loginProfile: { createDate: NOW - 8 * DAY, passwordLastChanged: NOW - 6 * DAY, passwordResetRequired: false },
      accessKeys: [{ status: 'Expired', createDate: NOW - DAY }],
      tags: [{ Key: 'team', Value: 'x' }],
      mfaActive: true,
    });
    expect(iam.users()).toEqual([user]);
  });

  it('has a password last changed at its creation, unless the seed says otherwise', () => {
    const { iam } = localIam();

    const user = iam.seed({ ...DAVE, loginProfile: { createDate: NOW - DAY } });

    expect(user.loginProfile?.passwordLastChanged).toBe(NOW - DAY);
  });

  it.each([
    [
      'a password older than the user',
      { loginProfile: { createDate: NOW - 101 * DAY } },
      /the password \(.*\) is older than the user/,
    ],
    [
      'a change before the password',
      { loginProfile: { createDate: NOW - DAY, passwordLastChanged: NOW - 2 * DAY } },
      /the password's change .* older than the password/,
    ],
    ['a sign-in before the user', { passwordLastUsed: NOW - 101 * DAY }, /the last sign-in .* older than the user/],
    [
      'a key before the user',
      { accessKeys: [{ createDate: NOW - 101 * DAY }] },
      /an access key .* older than the user/,
    ],
    [
      'a sign-in tomorrow',
      { passwordLastUsed: NOW + DAY },
      /the last sign-in .* in the future: it is 2026-01-15T12:00:00\.000Z/,
    ],
    ['a creation tomorrow', { createDate: NOW + DAY }, /the user .* in the future/],
    ['no creation date', { createDate: Number.NaN }, /the user has no date/],
    [
      'three keys',
      { accessKeys: [{ createDate: NOW }, { createDate: NOW }, { createDate: NOW }] },
      /3 access keys; a user has at most 2/,
    ],
    ['a name that IAM refuses', { userName: 'a b' }, /value for userName is invalid/],
    ['a path that IAM refuses', { path: 'ops' }, /value for path is invalid/],
    ['a tag that IAM refuses', { tags: [{ Key: 'aws:x', Value: '' }] }, /reserved/],
    ['an id of another form', { userId: 'AROAEXAMPLEEXAMPLEEXA' }, /AROAEXAMPLEEXAMPLEEXA is no user's id/],
    ["another user's id", { userId: 'AIDACKCEVSQ6C2EXAMPLE' }, /another user has the id AIDACKCEVSQ6C2EXAMPLE/],
    ["another user's name", { userName: 'EVE' }, /User with name EVE already exists/],
  ])('is refused with %s', (_case, past, reason) => {
    const { iam } = localIam();
    iam.seed({ userName: 'eve', userId: 'AIDACKCEVSQ6C2EXAMPLE', createDate: NOW });

    expect(() => iam.seed({ ...DAVE, ...past })).toThrow(reason);
    expect(() => iam.seed({ ...DAVE, ...past })).toThrow(/^the user ".*" cannot be: /);
    expect(iam.users()).toHaveLength(1);
  });
});
