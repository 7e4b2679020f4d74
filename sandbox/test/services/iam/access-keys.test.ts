import { DAY, NOW, localIam } from './local-iam';

const DAVE = { userName: 'Dave', createDate: NOW - DAY };
const ABSENT = 'AKIAIOSFODNN7EXAMPLE';

describe('access keys', () => {
  it('are created, listed, deactivated and deleted', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed(DAVE);

    const made = await call('CreateAccessKey', { UserName: 'dave' });

    const id = dave.accessKeys[0]?.accessKeyId;
    expect(made).toEqual({
      AccessKey: {
        UserName: 'Dave',
        AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]+$/),
        Status: 'Active',
        SecretAccessKey: expect.stringMatching(/^.{40}$/),
        CreateDate: new Date(NOW),
      },
    });
    await call('UpdateAccessKey', { UserName: 'Dave', AccessKeyId: id, Status: 'Inactive' });
    expect(await call('ListAccessKeys', { UserName: 'Dave' })).toEqual({
      AccessKeyMetadata: [{ UserName: 'Dave', AccessKeyId: id, Status: 'Inactive', CreateDate: new Date(NOW) }],
      IsTruncated: false,
    });
    await call('DeleteAccessKey', { UserName: 'Dave', AccessKeyId: id });
    expect(await call('ListAccessKeys', { UserName: 'Dave' })).toEqual({ AccessKeyMetadata: [], IsTruncated: false });
  });

  it('are limited to two, active or not', async () => {
    const { call, iam } = localIam();
    iam.seed({ ...DAVE, accessKeys: [{ createDate: NOW, status: 'Inactive' }, { createDate: NOW }] });

    await expect(call('CreateAccessKey', { UserName: 'Dave' })).rejects.toMatchObject({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  it('are paged', async () => {
    const { call, iam } = localIam();
    const dave = iam.seed({ ...DAVE, accessKeys: [{ createDate: NOW }, { createDate: NOW }] });

    const first = await call('ListAccessKeys', { UserName: 'Dave', MaxItems: 1 });
    const second = await call('ListAccessKeys', { UserName: 'Dave', Marker: Reflect.get(first, 'Marker') });

    expect(first).toMatchObject({
      AccessKeyMetadata: [{ AccessKeyId: dave.accessKeys[0]?.accessKeyId }],
      IsTruncated: true,
    });
    expect(second).toMatchObject({
      AccessKeyMetadata: [{ AccessKeyId: dave.accessKeys[1]?.accessKeyId }],
      IsTruncated: false,
    });
  });

  it.each([
    ['UpdateAccessKey', { Status: 'Active' }],
    ['DeleteAccessKey', {}],
  ])('of another user are not found by %s', async (operation, input) => {
    const { call, iam } = localIam();
    iam.seed(DAVE);
    const eve = iam.seed({ userName: 'eve', createDate: NOW - DAY, accessKeys: [{ createDate: NOW }] });

    for (const id of [eve.accessKeys[0]?.accessKeyId, ABSENT]) {
      await expect(call(operation, { UserName: 'Dave', AccessKeyId: id, ...input })).rejects.toMatchObject({
        code: 'NoSuchEntity',
        status: 404,
        message: `The Access Key with id ${id} cannot be found.`,
      });
    }
  });

  it.each([
    [{ AccessKeyId: 'AKIA', Status: 'Active' }, 'ValidationError', /equal to 16/],
    [{ AccessKeyId: 'AKIA-IOSFODNN7EXAMPLE', Status: 'Active' }, 'ValidationError', /pattern/],
    [{ AccessKeyId: ABSENT, Status: 'active' }, 'ValidationError', /enum value set$/],
    [{ AccessKeyId: ABSENT }, 'ValidationError', /Value at 'status'/],
  ])('are not updated by %j', async (input, code, message) => {
    const { call, iam } = localIam();
    iam.seed(DAVE);

    await expect(call('UpdateAccessKey', { UserName: 'Dave', ...input })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('cannot be set to Expired', async () => {
    const { call, iam } = localIam();
    const { accessKeys } = iam.seed({ ...DAVE, accessKeys: [{ createDate: NOW }] });
    const AccessKeyId = accessKeys[0]?.accessKeyId;

    await expect(call('UpdateAccessKey', { UserName: 'Dave', AccessKeyId, Status: 'Expired' })).rejects.toMatchObject({
      code: 'InvalidInput',
      status: 400,
    });
  });
});
