import { Fields } from '../../../core/fields';
import { callerWith } from '../../callers';
import { DAY, NOW, localIam } from './local-iam';

const USER = 'arn:aws:iam::111122223333:user';
const TAGS = [{ Key: 'Exempt', Value: 'yes' }];

function account() {
  const local = localIam();
  local.iam.seed({
    userName: 'Dave',
    path: '/ops/',
    createDate: NOW - 9 * DAY,
    loginProfile: { createDate: NOW - DAY },
    tags: TAGS,
  });
  return local;
}

describe('what IAM authorizes', () => {
  it.each([
    ['GetUser', {}],
    ['DeleteUser', {}],
    ['TagUser', { Tags: [] }],
    ['UntagUser', { TagKeys: [] }],
    ['ListUserTags', {}],
    ['CreateLoginProfile', { Password: 'x' }],
    ['GetLoginProfile', {}],
    ['UpdateLoginProfile', {}],
    ['DeleteLoginProfile', {}],
    ['CreateAccessKey', {}],
    ['ListAccessKeys', {}],
    ['UpdateAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' }],
    ['DeleteAccessKey', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['UpdateUser', {}],
  ])("for %s is the user's ARN, with the user's tags", (operation, input) => {
    const { iam } = account();
    const resources = (UserName: string) =>
      iam.operations[operation]?.(Fields.of('iam', { UserName, ...input })).authorize();

    expect(resources('dave')).toEqual([{ arn: `${USER}/ops/Dave`, tags: TAGS }]);
    expect(resources('nobody')).toEqual([{ arn: `${USER}/nobody` }]);
  });

  it.each(['ListUsers', 'GenerateCredentialReport', 'GetCredentialReport'])('for %s is *', (operation) => {
    const { iam } = account();

    expect(iam.operations[operation]?.(Fields.of('iam', {})).authorize()).toEqual([{ arn: '*' }]);
  });

  it('for CreateUser is the ARN that the user will have', () => {
    const { iam } = account();

    expect(iam.operations['CreateUser']?.(Fields.of('iam', { UserName: 'eve', Path: '/new/' })).authorize()).toEqual([
      { arn: `${USER}/new/eve` },
    ]);
  });

  it.each([
    [{ NewUserName: 'David' }, `${USER}/ops/David`],
    [{ NewPath: '/left/' }, `${USER}/left/Dave`],
    [{ NewUserName: 'David', NewPath: '/' }, `${USER}/David`],
  ])('for UpdateUser with %j is the source and the target', (input, target) => {
    const { iam } = account();

    expect(iam.operations['UpdateUser']?.(Fields.of('iam', { UserName: 'Dave', ...input })).authorize()).toEqual([
      { arn: `${USER}/ops/Dave`, tags: TAGS },
      { arn: target },
    ]);
  });
});

describe('a caller whose policy denies users with a tag', () => {
  const caller = callerWith(
    { Effect: 'Allow', Action: 'iam:DeleteLoginProfile', Resource: '*' },
    {
      Effect: 'Deny',
      Action: 'iam:DeleteLoginProfile',
      Resource: '*',
      Condition: { Null: { 'aws:ResourceTag/exempt': 'false' } },
    },
  );

  it('cannot delete the password of such a user until the tag is removed', async () => {
    const { endpoint, iam, call } = account();

    await expect(endpoint.call(caller, 'iam', 'DeleteLoginProfile', { UserName: 'Dave' })).rejects.toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
    expect(iam.find('Dave')?.loginProfile).toBeDefined();

    await call('UntagUser', { UserName: 'Dave', TagKeys: ['EXEMPT'] });
    await endpoint.call(caller, 'iam', 'DeleteLoginProfile', { UserName: 'Dave' });
    expect(iam.find('Dave')?.loginProfile).toBeUndefined();
  });
});
