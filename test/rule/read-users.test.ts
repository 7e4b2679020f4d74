import { SandboxClock } from '../../sandbox/clock';
import { Endpoint } from '../../sandbox/endpoint/endpoint';
import type { Operations } from '../../sandbox/endpoint/operation';
import { listUsers, readUntil } from '../../rule/read-users';
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

  it.each<[string, object, string]>([
    [
      'no keys at all',
      { IsTruncated: false },
      'user dave (AIDADAVE000000000001) could not be read: EvaluationFailed: IAM answered without AccessKeyMetadata',
    ],
  ])('is no verdict where IAM answers with %s', async (_name, answer, message) => {
    const iam = iamThatAnswers({ ListAccessKeys: [answer] });

    await expect(readUntil(iam, facts({ accessKeys: undefined }), () => false)).rejects.toThrow(message);
  });

  it.each([
    ['without its users', { IsTruncated: false }, 'IAM answered without Users'],
    [
      'of a user without a date',
      { Users: [{ UserName: 'dave', UserId: 'AIDA', Path: '/', Arn: 'arn' }] },
      'IAM answered without CreateDate',
    ],
  ])('is no verdict where the list comes %s', async (_name, answer, message) => {
    await expect(listUsers(iamThatAnswers({ ListUsers: [answer] }))).rejects.toThrow(message);
  });
});
