import { SandboxClock } from '../../sandbox/clock';
import { Endpoint } from '../../sandbox/endpoint/endpoint';
import type { Operations } from '../../sandbox/endpoint/operation';
import { listUsers, readUntil, readUserByName } from '../../rule/read-users';
import { inProcessClients } from '../support/in-process-client';
import { facts, NOW } from './facts';

/** An IAM that gives these answers, one after the other, to each operation. */
function iamThatAnswers(answers: Readonly<Record<string, object[]>>) {
  const operations: Operations = Object.fromEntries(
    Object.entries(answers).map(([name, given]) => [name, { authorize: () => [], handle: () => given.shift() }]),
  );
  const clock = new SandboxClock(NOW.getTime());
  const endpoint = new Endpoint({ iam: operations, config: {}, ssm: {}, sts: {} }, clock);
  const caller = {
    arn: 'arn:aws:sts::111122223333:assumed-role/test/test',
    userId: 'x',
    accountId: '111122223333',
    policies: [],
  };
  return inProcessClients(endpoint, caller).iam;
}

const key = { UserName: 'dave', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive', CreateDate: NOW };

const DAVE = {
  UserName: 'dave',
  UserId: 'AIDADAVE000000000001',
  Path: '/',
  Arn: 'arn:aws:iam::111122223333:user/dave',
  CreateDate: NOW,
};

describe('Reading a user', () => {
  it('finds an access key on the page after an empty one', async () => {
    const iam = iamThatAnswers({
      ListAccessKeys: [
        { AccessKeyMetadata: [], IsTruncated: true, Marker: 'next' },
        { AccessKeyMetadata: [key], IsTruncated: false },
      ],
    });

    const read = await readUntil(iam, facts({ accessKeys: undefined }), ({ accessKeys }) => accessKeys !== undefined);

    expect(read).toMatchObject({ accessKeys: 'some' });
  });

  it('asks for nothing that is known', async () => {
    await expect(readUntil(iamThatAnswers({}), facts(), () => false)).resolves.toEqual(facts());
  });

  it('by the name gives no tags, and no sign-in, where IAM names none', async () => {
    const iam = iamThatAnswers({ GetUser: [{ User: DAVE }] });

    await expect(readUserByName(iam, 'dave')).resolves.toMatchObject({ tags: [], passwordLastUsed: 'never' });
  });

  it.each<[string, object, string]>([
    ['no keys at all', { ListAccessKeys: [{ IsTruncated: false }] }, 'AccessKeyMetadata'],
    ['no login profile at all', { GetLoginProfile: [{}] }, 'CreateDate of the login profile'],
    ['no user at all', { GetUser: [{}] }, 'UserId'],
  ])('is no verdict where IAM answers with %s', async (_name, answer, member) => {
    const iam = iamThatAnswers({
      ListAccessKeys: [{ AccessKeyMetadata: [], IsTruncated: false }],
      GetLoginProfile: [{ LoginProfile: { UserName: 'dave', CreateDate: NOW } }],
      ...answer,
    });
    const unread = facts({ accessKeys: undefined, loginProfile: undefined, tags: undefined });

    await expect(readUntil(iam, unread, () => false)).rejects.toThrow(
      `user dave (AIDADAVE000000000001) could not be read: EvaluationFailed: IAM answered without ${member}`,
    );
  });

  it('is no verdict where the list comes without its users', async () => {
    const iam = iamThatAnswers({ ListUsers: [{ IsTruncated: false }] });

    await expect(listUsers(iam)).rejects.toThrow('IAM answered without Users');
  });

  it.each(['UserId', 'UserName', 'Path', 'Arn', 'CreateDate'])(
    'is no verdict where the list has a user without %s',
    async (member) => {
      const iam = iamThatAnswers({ ListUsers: [{ Users: [{ ...DAVE, [member]: undefined }] }] });

      await expect(listUsers(iam)).rejects.toThrow(new RegExp(`^IAM answered without ${member}$`));
    },
  );
});
