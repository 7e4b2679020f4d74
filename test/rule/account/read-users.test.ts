import { listUsers, readAccessKeys, readLoginProfile, readUserByName } from '../../../rule/account/read-users';
import { AwsError } from '../../../sandbox/index';
import { awsThatAnswers } from '../answers';
import { NOW } from '../facts';

const KEY = { UserName: 'dave', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive', CreateDate: NOW };
const DAVE = {
  UserName: 'dave',
  UserId: 'AIDADAVE000000000001',
  Path: '/',
  Arn: 'arn:aws:iam::111122223333:user/dave',
  CreateDate: NOW,
};
const FACTS = { id: DAVE.UserId, name: 'dave', path: '/', arn: DAVE.Arn, created: NOW, passwordLastUsed: 'never' };
const ERIN = { ...DAVE, UserName: 'erin', UserId: 'AIDAERIN000000000001' };
const NO_SUCH_ENTITY = new AwsError('NoSuchEntity', 'there is none', 404);
const DENIED = new AwsError('AccessDenied', 'you may not', 403);

/** An IAM that gives these answers, one after the other, to each operation. */
function iamThatAnswers(iam: Readonly<Record<string, readonly object[]>>) {
  return awsThatAnswers({ iam }).iam;
}

describe('The list of users', () => {
  it('is read page by page, an empty one among them', async () => {
    const iam = iamThatAnswers({
      ListUsers: [
        { Users: [DAVE], IsTruncated: true, Marker: 'a' },
        { Users: [], IsTruncated: true, Marker: 'b' },
        { Users: [{ ...ERIN, PasswordLastUsed: NOW }], IsTruncated: false },
      ],
    });

    const users = await listUsers(iam);

    expect([...users.values()]).toEqual([FACTS, { ...FACTS, id: ERIN.UserId, name: 'erin', passwordLastUsed: NOW }]);
    expect([...users.keys()]).toEqual([FACTS.id, ERIN.UserId]);
  });

  it.each<[string, object[], string]>([
    ['comes without its users', [{ IsTruncated: false }], 'Users'],
    ['comes as {}', [{}], 'Users'],
    ['goes on without a marker', [{ Users: [DAVE], IsTruncated: true }], 'Marker of a list that goes on'],
    [
      'comes without its users on the second page',
      [{ Users: [DAVE], IsTruncated: true, Marker: 'a' }, { IsTruncated: false }],
      'Users',
    ],
    ...['UserId', 'UserName', 'Path', 'Arn', 'CreateDate'].map((member): [string, object[], string] => [
      `has a user without ${member}`,
      [{ Users: [{ ...DAVE, [member]: undefined }] }],
      member,
    ]),
  ])('is no answer if it %s', async (_name, pages, member) => {
    await expect(listUsers(iamThatAnswers({ ListUsers: pages }))).rejects.toThrow(`AWS answered without ${member}`);
  });
});

describe('The access keys of a user', () => {
  it('are found on the page after an empty one, whatever their status', async () => {
    const iam = iamThatAnswers({
      ListAccessKeys: [
        { AccessKeyMetadata: [], IsTruncated: true, Marker: 'next' },
        { AccessKeyMetadata: [KEY], IsTruncated: false },
      ],
    });

    await expect(readAccessKeys(iam, 'dave')).resolves.toEqual([KEY]);
  });

  it.each<[string, object[], string]>([
    ['without the list', [{ IsTruncated: false }], 'AccessKeyMetadata'],
    ['with {}', [{}], 'AccessKeyMetadata'],
    [
      'that it goes on, without a marker',
      [{ AccessKeyMetadata: [], IsTruncated: true }],
      'Marker of a list that goes on',
    ],
  ])('are not known if IAM answers %s', async (_name, pages, member) => {
    await expect(readAccessKeys(iamThatAnswers({ ListAccessKeys: pages }), 'dave')).rejects.toThrow(
      `AWS answered without ${member}`,
    );
  });

  it('are undefined for a name that does not exist', async () => {
    await expect(readAccessKeys(iamThatAnswers({ ListAccessKeys: [NO_SUCH_ENTITY] }), 'x')).resolves.toBeUndefined();
  });
});

describe('The console password of a user', () => {
  it('is as old as its login profile', async () => {
    const iam = iamThatAnswers({ GetLoginProfile: [{ LoginProfile: { UserName: 'dave', CreateDate: NOW } }] });

    await expect(readLoginProfile(iam, 'dave')).resolves.toEqual({ created: NOW });
  });

  it('does not exist if IAM has none', async () => {
    await expect(readLoginProfile(iamThatAnswers({ GetLoginProfile: [NO_SUCH_ENTITY] }), 'dave')).resolves.toBe('none');
  });

  it.each([{}, { LoginProfile: { UserName: 'dave' } }])('is not known if IAM answers %j', async (answer) => {
    await expect(readLoginProfile(iamThatAnswers({ GetLoginProfile: [answer] }), 'dave')).rejects.toThrow(
      'AWS answered without CreateDate of the login profile',
    );
  });
});

describe('A user by name', () => {
  it('comes with tags, and with none and no sign-in if IAM names none', async () => {
    const tags = [{ Key: 'team', Value: 'eu' }];
    const iam = iamThatAnswers({ GetUser: [{ User: { ...DAVE, Tags: tags } }, { User: DAVE }] });

    await expect(readUserByName(iam, 'dave')).resolves.toEqual({ ...FACTS, tags });
    await expect(readUserByName(iam, 'dave')).resolves.toEqual({ ...FACTS, tags: [] });
  });

  it('is undefined if the name does not exist', async () => {
    await expect(readUserByName(iamThatAnswers({ GetUser: [NO_SUCH_ENTITY] }), 'x')).resolves.toBeUndefined();
  });

  it('is not known if IAM answers without a user', async () => {
    await expect(readUserByName(iamThatAnswers({ GetUser: [{}] }), 'dave')).rejects.toThrow(
      'AWS answered without UserId',
    );
  });
});

describe('An error of IAM other than NoSuchEntity', () => {
  it.each<[string, (iam: ReturnType<typeof iamThatAnswers>) => Promise<unknown>]>([
    ['ListAccessKeys', (iam) => readAccessKeys(iam, 'dave')],
    ['GetLoginProfile', (iam) => readLoginProfile(iam, 'dave')],
    ['GetUser', (iam) => readUserByName(iam, 'dave')],
  ])('is thrown on: %s', async (operation, read) => {
    await expect(read(iamThatAnswers({ [operation]: [DENIED] }))).rejects.toMatchObject({ message: 'you may not' });
  });
});
