import { OperationFailed } from '../../rule/decision/errors';
import { AwsError } from '../../sandbox/index';
import { inactiveUser } from '../support/deployed-account';
import { accountOf, administer, aws, before, judge } from './judged-account';
import { SETTLED } from './settled-users';

describe('A user who seems to be gone', () => {
  it.each(['ListAccessKeys', 'GetLoginProfile', 'GetUser'])(
    'is found by id in a new list and read under the new name, if the rename comes just before %s',
    async (operation) => {
      await accountOf([inactiveUser(), ...SETTLED]);
      before(operation, () => void administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' }));

      const { verdicts, gone, unread, candidates, calls } = await judge();

      expect(unread).toEqual([]);
      expect(verdicts).toMatchObject({ david: 'inactive' });
      expect(Object.keys(verdicts)).toHaveLength(5);
      expect(gone).toEqual([]);
      expect(candidates).toBe(1);
      expect(calls.filter((call) => call === 'ListUsers')).toHaveLength(1);
    },
  );

  it('is gone if the new list does not have the id either', async () => {
    await accountOf([inactiveUser(), ...SETTLED]);
    const daveId = aws.iam.find('dave')?.userId;

    const { verdicts, gone, unread } = await judge({}, async () => {
      await administer('DeleteLoginProfile', { UserName: 'dave' });
      await administer('DeleteUser', { UserName: 'dave' });
    });

    expect(unread).toEqual([]);
    expect(Object.keys(verdicts)).toHaveLength(4);
    expect(gone).toEqual([daveId]);
  });

  it('is not read if the name changes again: the others are judged', async () => {
    await accountOf([inactiveUser(), inactiveUser({ userName: 'erin' })]);
    let turn = 0;
    aws.endpoint.interceptors.push(async ({ operation, input }) => {
      if (operation !== 'ListAccessKeys' || JSON.stringify(input).includes('erin')) return;
      const UserName = turn === 0 ? 'dave' : `dave-${turn}`;
      turn += 1;
      await administer('UpdateUser', { UserName, NewUserName: `dave-${turn}` });
    });

    const { verdicts, unread } = await judge();

    expect(verdicts).toEqual({ erin: 'inactive' });
    expect(unread).toEqual([
      {
        who: expect.stringMatching(/^dave-1 \(AIDA\w+\)$/),
        error: new OperationFailed('renamed again and again while it was read'),
      },
    ]);
  });

  it('cannot be read if the new list fails', async () => {
    await accountOf([inactiveUser(), ...SETTLED]);
    const daveId = aws.iam.find('dave')?.userId;

    const { verdicts, gone, unread } = await judge({}, async () => {
      await administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' });
      before('ListUsers', () => {
        throw new AwsError('InternalFailure', 'not now', 500);
      });
    });

    expect([Object.keys(verdicts).length, gone]).toEqual([4, []]);
    expect(unread).toMatchObject([{ who: daveId, error: { name: 'InternalFailure' } }]);
  });
});

describe('A user who is expected', () => {
  it('is looked for and read if the first list lacks the user', async () => {
    await accountOf([...SETTLED]);
    const expected: string[] = [];

    const { verdicts, gone, unread } = await judge({ expected }, () => {
      aws.iam.seed(inactiveUser());
      expected.push(aws.iam.find('dave')?.userId ?? '');
    });

    expect([gone, unread]).toEqual([[], []]);
    expect(verdicts).toMatchObject({ dave: 'inactive' });
  });

  it('is gone if no list has the id', async () => {
    await accountOf([...SETTLED]);

    expect(await judge({ expected: ['AIDAGONE'] })).toMatchObject({ gone: ['AIDAGONE'], unread: [] });
  });

  it('costs no call if the list has the id', async () => {
    await accountOf([...SETTLED]);

    const { gone, calls } = await judge({ expected: aws.iam.users().map(({ userId }) => userId) });

    expect([gone, calls]).toEqual([[], []]);
  });
});
