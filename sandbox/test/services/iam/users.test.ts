import { DAY, NOW, localIam } from './local-iam';

const DAVE = { userName: 'Dave', createDate: NOW - 100 * DAY };
const ACCOUNT = 'arn:aws:iam::111122223333';

describe('CreateUser', () => {
  it('creates a user with an id, an ARN and a date in whole seconds', async () => {
    const { call, iam } = localIam(NOW + 345);

    const output = await call('CreateUser', { UserName: 'eve', Path: '/ops/', Tags: [{ Key: 'team', Value: 'a' }] });

    expect(output).toEqual({
      User: {
        Path: '/ops/',
        UserName: 'eve',
        UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
        Arn: `${ACCOUNT}:user/ops/eve`,
        CreateDate: new Date(NOW),
        Tags: [{ Key: 'team', Value: 'a' }],
      },
    });
    expect(iam.find('EVE')?.createDate).toBe(NOW);
  });

  it.each([
    [
      'a name that differs by case alone',
      { UserName: 'dAVE' },
      'EntityAlreadyExists',
      409,
      /^User with name dAVE already exists\.$/,
    ],
    ['a character outside the set', { UserName: 'a b' }, 'ValidationError', 400, /value for userName is invalid/],
    ['a letter outside ASCII', { UserName: 'zoë' }, 'ValidationError', 400, /value for userName is invalid/],
    ['an empty name', { UserName: '' }, 'ValidationError', 400, /greater than or equal to 1/],
    ['a name of 65 characters', { UserName: 'a'.repeat(65) }, 'ValidationError', 400, /less than or equal to 64/],
    ['no name', {}, 'ValidationError', 400, /Value at 'userName'/],
    [
      'a path without its slash',
      { UserName: 'eve', Path: '/ops' },
      'ValidationError',
      400,
      /value for path is invalid/,
    ],
    ['a path of 513', { UserName: 'eve', Path: `/${'p'.repeat(511)}/` }, 'ValidationError', 400, /equal to 512/],
  ])('refuses %s', async (_case, input, code, status, message) => {
    const { call, iam } = localIam();
    iam.seed(DAVE);

    await expect(call('CreateUser', input)).rejects.toMatchObject({
      code,
      status,
      message: expect.stringMatching(message),
    });
    expect(iam.users()).toHaveLength(1);
  });

  it('says by name that it models no permissions boundary', async () => {
    const { call } = localIam();

    await expect(
      call('CreateUser', { UserName: 'eve', PermissionsBoundary: `${ACCOUNT}:policy/boundary` }),
    ).rejects.toThrow('not modelled by this local AWS: the member permissionsBoundary');
  });

  it('accepts the longest name, the oddest characters and the longest path', async () => {
    const { call, iam } = localIam();
    const path = `/${'p'.repeat(510)}/`;

    await call('CreateUser', { UserName: `a+b=c,d.e@f-g_h${'x'.repeat(49)}`, Path: path });

    expect(iam.users()[0]?.path).toBe(path);
  });

  it('allows 5,000 users and no more', async () => {
    const { call, iam } = localIam();
    for (let number = 0; number < 5000; number += 1) iam.seed({ userName: `user-${number}`, createDate: NOW });

    await expect(call('CreateUser', { UserName: 'one-more' })).rejects.toMatchObject({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for UsersPerAccount: 5000',
    });
  });
});

describe('GetUser', () => {
  it('answers with tags and last sign-in, under the user’s own name', async () => {
    const { call, iam } = localIam();
    iam.seed({ ...DAVE, passwordLastUsed: NOW - 9 * DAY, tags: [{ Key: 'Exempt', Value: '' }] });

    expect(await call('GetUser', { UserName: 'DAVE' })).toMatchObject({
      User: { UserName: 'Dave', PasswordLastUsed: new Date(NOW - 9 * DAY), Tags: [{ Key: 'Exempt', Value: '' }] },
    });
  });

  it('leaves out members that the user does not have', async () => {
    const { call, iam } = localIam();
    iam.seed(DAVE);

    const { User: user } = Object.fromEntries(Object.entries(await call('GetUser', { UserName: 'Dave' })));

    expect(Object.keys(Object(user))).toEqual(['Path', 'UserName', 'UserId', 'Arn', 'CreateDate']);
  });

  it.each(['GetUser', 'GetLoginProfile', 'DeleteLoginProfile', 'CreateAccessKey', 'ListAccessKeys'])(
    '%s without a name is refused to a role, which is not a user',
    async (operation) => {
      const { call } = localIam();

      await expect(call(operation)).rejects.toMatchObject({
        code: 'ValidationError',
        status: 400,
        message: 'Must specify userName when calling with non-User credentials',
      });
    },
  );

  it('says by name that it does not model a caller who is a user', async () => {
    const { endpoint } = localIam();
    const user = { arn: `${ACCOUNT}:user/eve`, userId: 'AIDAEXAMPLE', accountId: '111122223333', policies: [] };

    await expect(endpoint.call(user, 'iam', 'GetUser', {})).rejects.toThrow(/not modelled.*user\/eve/);
  });
});

describe('operations on a user who does not exist', () => {
  it.each([
    ['GetUser', {}],
    ['UpdateUser', { NewUserName: 'other' }],
    ['DeleteUser', {}],
    ['TagUser', { Tags: [{ Key: 'a', Value: 'b' }] }],
    ['UntagUser', { TagKeys: ['a'] }],
    ['ListUserTags', {}],
    ['CreateLoginProfile', { Password: 'Long-Enough-1' }],
    ['GetLoginProfile', {}],
    ['UpdateLoginProfile', { PasswordResetRequired: true }],
    ['DeleteLoginProfile', {}],
    ['CreateAccessKey', {}],
    ['ListAccessKeys', {}],
    ['UpdateAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' }],
    ['DeleteAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  ])('%s answers NoSuchEntity', async (operation, input) => {
    const { call } = localIam();

    await expect(call(operation, { UserName: 'nobody', ...input })).rejects.toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The user with name nobody cannot be found.',
    });
  });
});

describe('UpdateUser', () => {
  it('sets a new name and path; id, password, keys and tags stay', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed({
      ...DAVE,
      loginProfile: { createDate: NOW - DAY },
      accessKeys: [{ createDate: NOW - DAY }],
      tags: [{ Key: 'a', Value: 'b' }],
    });
    const { userId, loginProfile, accessKeys, tags } = dave;

    await call('UpdateUser', { UserName: 'dave', NewUserName: 'david', NewPath: '/left/' });

    expect(iam.find('Dave')).toBeUndefined();
    expect(iam.find('david')).toMatchObject({
      userName: 'david',
      arn: `${ACCOUNT}:user/left/david`,
      userId,
      loginProfile,
      accessKeys,
      tags,
    });
    await call('CreateUser', { UserName: 'Dave' });
    expect(iam.users()).toHaveLength(2);
  });

  it.each(['EVE', 'DAVE', 'Dave'])('refuses the name %s: it is taken, even if by the same user', async (name) => {
    const { call, iam } = localIam();
    iam.seed(DAVE);
    iam.seed({ userName: 'eve', createDate: NOW });

    await expect(call('UpdateUser', { UserName: 'Dave', NewUserName: name, NewPath: '/left/' })).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      status: 409,
    });
    expect(iam.find('dave')).toMatchObject({ userName: 'Dave', path: '/' });
  });
});

describe('DeleteUser', () => {
  it.each([
    ['a password', { loginProfile: { createDate: NOW - DAY } }, 'login profile'],
    ['an access key', { accessKeys: [{ createDate: NOW - DAY, status: 'Inactive' as const }] }, 'access keys'],
    ['an MFA device', { mfaActive: true }, 'MFA device'],
  ])('refuses while the user has %s', async (_case, past, held) => {
    const { call, iam } = localIam();
    iam.seed({ ...DAVE, ...past });

    await expect(call('DeleteUser', { UserName: 'Dave' })).rejects.toMatchObject({
      code: 'DeleteConflict',
      status: 409,
      message: `Cannot delete entity, must delete ${held} first.`,
    });
    expect(iam.users()).toHaveLength(1);
  });

  it('frees the name for a user with another id', async () => {
    const { call, iam } = localIam();
    const { userId } = iam.seed(DAVE);

    await call('DeleteUser', { UserName: 'dave' });
    await call('CreateUser', { UserName: 'Dave' });

    expect(iam.users().map((user) => user.userId)).not.toContain(userId);
  });
});
