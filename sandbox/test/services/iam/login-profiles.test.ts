import { DAY, NOW, SECOND, localIam } from './local-iam';

const PASSWORD = 'Long-Enough-1';
const DAVE = { userName: 'Dave', createDate: NOW - 100 * DAY };
const WITH_PASSWORD = { ...DAVE, loginProfile: { createDate: NOW - 90 * DAY }, passwordLastUsed: NOW - 80 * DAY };

describe('CreateLoginProfile', () => {
  it('creates a login profile, and stores no password', async () => {
    const { call, iam } = localIam();
    iam.seed(DAVE);

    const output = await call('CreateLoginProfile', { UserName: 'dave', Password: PASSWORD });

    expect(output).toEqual({
      LoginProfile: { UserName: 'Dave', CreateDate: new Date(NOW), PasswordResetRequired: false },
    });
    expect(await call('GetLoginProfile', { UserName: 'Dave' })).toEqual(output);
    expect(JSON.stringify(iam.users())).not.toContain(PASSWORD);
  });

  it('refuses a second password', async () => {
    const { call, iam } = localIam();
    iam.seed(WITH_PASSWORD);

    await expect(call('CreateLoginProfile', { UserName: 'Dave', Password: PASSWORD })).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Login Profile for user Dave already exists.',
    });
  });

  it.each([
    ['Ab1-xyz', 'Password should have a minimum length of 8'],
    [
      'abcdefgh1',
      'Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one symbol',
    ],
    [
      'abcdefgh',
      'Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one number, Password should have at least one symbol',
    ],
  ])('refuses %s by the default policy', async (password, message) => {
    const { call, iam } = localIam();
    iam.seed(DAVE);

    await expect(call('CreateLoginProfile', { UserName: 'Dave', Password: password })).rejects.toMatchObject({
      code: 'PasswordPolicyViolation',
      status: 400,
      message,
    });
    expect(iam.find('Dave')?.loginProfile).toBeUndefined();
  });

  it.each(['abcdefG1', 'abcdef-1', 'ABCDEF-1', 'abcdEF-x', `aA1${'x'.repeat(125)}`])(
    'accepts %s, which has three kinds of characters',
    async (password) => {
      const { call, iam } = localIam();
      iam.seed(DAVE);

      await call('CreateLoginProfile', { UserName: 'Dave', Password: password });

      expect(iam.find('Dave')?.loginProfile).toBeDefined();
    },
  );

  it.each([`aA1${'x'.repeat(126)}`, 'Long-Enough-1€', ''])(
    'does not show the malformed password it refuses (%s)',
    async (password) => {
      const { call, iam } = localIam();
      iam.seed(DAVE);

      await expect(call('CreateLoginProfile', { UserName: 'Dave', Password: password })).rejects.toMatchObject({
        code: 'ValidationError',
        message: expect.stringMatching(/^\d validation errors? detected: Value at 'password' failed/),
      });
    },
  );

  it('needs a password', async () => {
    const { call, iam } = localIam();
    iam.seed(DAVE);

    await expect(call('CreateLoginProfile', { UserName: 'Dave' })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining("Value at 'password'"),
    });
  });
});

describe('UpdateLoginProfile', () => {
  it('leaves the date of the first password, and changes only password_last_changed', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed(WITH_PASSWORD);

    await call('UpdateLoginProfile', { UserName: 'Dave', Password: PASSWORD, PasswordResetRequired: true });

    expect(dave.loginProfile).toEqual({
      createDate: NOW - 90 * DAY,
      passwordLastChanged: NOW,
      passwordResetRequired: true,
    });
  });

  it('changes no date if it sets no password', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed(WITH_PASSWORD);

    await call('UpdateLoginProfile', { UserName: 'Dave', PasswordResetRequired: true });

    expect(dave.loginProfile).toMatchObject({ passwordLastChanged: NOW - 90 * DAY, passwordResetRequired: true });
  });

  it('applies the password policy', async () => {
    const { call, iam } = localIam();
    iam.seed(WITH_PASSWORD);

    await expect(call('UpdateLoginProfile', { UserName: 'Dave', Password: 'short' })).rejects.toMatchObject({
      code: 'PasswordPolicyViolation',
    });
  });
});

describe('DeleteLoginProfile', () => {
  it('removes the password, but not the date of its last use', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed(WITH_PASSWORD);

    await call('DeleteLoginProfile', { UserName: 'Dave' });

    expect(dave.loginProfile).toBeUndefined();
    expect(dave.passwordLastUsed).toBe(NOW - 80 * DAY);
    await call('CreateLoginProfile', { UserName: 'Dave', Password: PASSWORD });
    expect(dave).toMatchObject({ loginProfile: { createDate: NOW }, passwordLastUsed: NOW - 80 * DAY });
  });

  it.each(['GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile'])(
    '%s answers NoSuchEntity if there is no password',
    async (operation) => {
      const { call, iam } = localIam();
      iam.seed(DAVE);

      await expect(call(operation, { UserName: 'dave' })).rejects.toMatchObject({
        code: 'NoSuchEntity',
        status: 404,
        message: 'Login Profile for User Dave cannot be found.',
      });
    },
  );
});

describe('a password that was just created or changed', () => {
  it.each([
    ['made', 'CreateLoginProfile', DAVE],
    ['changed', 'UpdateLoginProfile', WITH_PASSWORD],
  ])('cannot be changed or deleted for the chosen time after it was %s', async (_case, operation, seed) => {
    const { call, iam, wait } = localIam(NOW, { unmodifiableSeconds: 10 });
    const dave = iam.seed(seed);
    await call(operation, { UserName: 'Dave', Password: PASSWORD });

    await wait(9 * SECOND);

    for (const refused of ['UpdateLoginProfile', 'DeleteLoginProfile']) {
      await expect(call(refused, { UserName: 'Dave' })).rejects.toMatchObject({
        code: 'EntityTemporarilyUnmodifiable',
        status: 409,
        message: 'Login Profile for User Dave cannot be modified while login profile is being created.',
      });
    }
    await wait(SECOND);
    await call('DeleteLoginProfile', { UserName: 'Dave' });
    expect(dave.loginProfile).toBeUndefined();
  });

  it('can be changed at once by default, as recordings of 2026 show', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed(DAVE);
    await call('CreateLoginProfile', { UserName: 'Dave', Password: PASSWORD });
    await call('UpdateLoginProfile', { UserName: 'Dave', Password: PASSWORD });

    await call('DeleteLoginProfile', { UserName: 'Dave' });

    expect(dave.loginProfile).toBeUndefined();
  });
});

describe('a sign-in', () => {
  it('sets the last use; of several within five minutes the first counts', async () => {
    const { iam, wait } = localIam();
    const dave = iam.seed(WITH_PASSWORD);

    iam.signIn('dave');
    await wait(299 * SECOND);
    iam.signIn('dave');

    expect(dave.passwordLastUsed).toBe(NOW);
    await wait(SECOND);
    iam.signIn('dave');
    expect(dave.passwordLastUsed).toBe(NOW + 300 * SECOND);
  });

  it.each([
    ['Dave', 'no password'],
    ['nobody', 'no such user'],
  ])('of %s fails: %s', (name, reason) => {
    const { iam } = localIam();
    iam.seed(DAVE);

    expect(() => iam.signIn(name)).toThrow(reason);
  });
});
