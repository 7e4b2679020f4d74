import { refuseUnread } from '../../../rule/account/judge-account';
import { AwsError, type SeedUser } from '../../../sandbox/index';
import { DAY, inactiveUser, MINUTE, NOW } from '../../support/deployed-account';
import { accountOf, administer, answerLate, aws, before, judge } from '../judged-account';
import { SETTLED } from '../settled-users';

const keyOf = (createDate: number, status: 'Active' | 'Inactive' = 'Active') => ({ createDate, status });

describe('A user with an access key', () => {
  it.each<[string, Partial<SeedUser>]>([
    ['active', { accessKeys: [keyOf(NOW - 400 * DAY)] }],
    ['inactive', { accessKeys: [keyOf(NOW - 400 * DAY, 'Inactive')] }],
    ['one of two', { accessKeys: [keyOf(NOW - 400 * DAY, 'Inactive'), keyOf(NOW - 300 * DAY)] }],
    ['made in the middle of a second', { accessKeys: [keyOf(NOW - 400 * DAY + 700)] }],
    ['a user with an odd path', { path: '/a,b/"/', accessKeys: [keyOf(NOW - 400 * DAY)] }],
  ])("costs one call if the creation date is in the user's own row: %s", async (_name, overrides) => {
    for (const reportQuoting of ['never', 'where needed'] as const) {
      await accountOf([inactiveUser(overrides)], { iam: { reportQuoting } });

      const { verdicts, calls } = await judge();

      expect(verdicts).toEqual({ dave: 'access keys' });
      expect(calls).toEqual(['ListAccessKeys']);
      if (reportQuoting === 'never') await aws.close();
    }
  });

  it('costs one call if the report shows one of two', async () => {
    await accountOf([inactiveUser({ accessKeys: [keyOf(NOW - 400 * DAY)] })]);
    await administer('CreateAccessKey', { UserName: 'dave' });

    const { verdicts, calls } = await judge();

    expect(verdicts).toEqual({ dave: 'access keys' });
    expect(calls).toEqual(['ListAccessKeys']);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'it was made since the report',
      async () => {
        const [key] = aws.iam.find('dave')?.accessKeys ?? [];
        await administer('DeleteAccessKey', { UserName: 'dave', AccessKeyId: key?.accessKeyId });
        await administer('CreateAccessKey', { UserName: 'dave' });
      },
    ],
    [
      'the user bore another name when the report was made',
      async () => {
        await administer('UpdateUser', { UserName: 'dave', NewUserName: 'dora' });
        await administer('UpdateUser', { UserName: 'dora', NewUserName: 'david' });
      },
    ],
  ])('is asked for by name as well if %s', async (_name, change) => {
    await accountOf([inactiveUser({ accessKeys: [keyOf(NOW - 400 * DAY)] })]);
    await change();

    const { verdicts, calls } = await judge();

    expect(Object.values(verdicts)).toEqual(['access keys']);
    expect(calls).toEqual(['ListAccessKeys', 'GetUser']);
  });

  it('is not taken for the one who has the name since the list, and an access key of another date', async () => {
    await accountOf([inactiveUser(), inactiveUser({ userName: 'erin', accessKeys: [keyOf(NOW - 400 * DAY)] })]);
    const daveId = aws.iam.find('dave')?.userId ?? '';

    const { compliance, unread } = await judge({}, async () => {
      await administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' });
      await administer('UpdateUser', { UserName: 'erin', NewUserName: 'dave' });
    });

    expect(unread).toEqual([]);
    expect(compliance[daveId]).toBe('NON_COMPLIANT');
    expect(Object.values(compliance).toSorted()).toEqual(['COMPLIANT', 'NON_COMPLIANT']);
  });
});

describe('A user whose notice has been sent', () => {
  const nearing = (days: number) => inactiveUser({ passwordLastUsed: NOW - days * DAY });

  it('is not read again', async () => {
    await accountOf([nearing(80)]);

    expect(await judge({ isTold: () => true })).toMatchObject({ verdicts: { dave: 'nearing' }, calls: [] });
  });

  it('is asked about with the notice that the list and the report show', async () => {
    await accountOf([nearing(80)]);
    const told: unknown[] = [];

    await judge({ isTold: ({ name }, { notice }) => told.push([name, notice]) > 0 });

    expect(told).toEqual([['dave', { days: 14, inactiveAfter: new Date(NOW + 10 * DAY) }]]);
  });

  it.each<[string, SeedUser]>([
    ['whose notice has not been sent', nearing(80)],
    ['who is inactive by now', nearing(91)],
  ])('is read: one %s', async (_name, user) => {
    await accountOf([user]);

    const { calls } = await judge({ isTold: (_facts, { notice }) => notice.days !== 14 });

    expect(calls).toEqual(['ListAccessKeys', 'GetLoginProfile', 'GetUser']);
  });
});

describe('A user who cannot be read', () => {
  it('does not keep the others from their verdicts', async () => {
    await accountOf([inactiveUser(), inactiveUser({ userName: 'erin' }), ...SETTLED]);
    before('GetLoginProfile', () => {
      throw new AwsError('InternalFailure', 'not now', 500);
    });

    const { verdicts, unread } = await judge();

    expect(Object.values(verdicts).filter((kind) => kind === 'inactive')).toHaveLength(1);
    expect(unread).toHaveLength(1);
    expect(() => refuseUnread(unread, ', and so on')).toThrow(
      /^user (dave|erin) \(AIDA\w+\) could not be read, and so on: InternalFailure: not now$/,
    );
  });

  it('is named with the number of the others', async () => {
    await accountOf([inactiveUser(), inactiveUser({ userName: 'erin' }), inactiveUser({ userName: 'frank' })]);
    before(
      'ListAccessKeys',
      () => {
        throw new AwsError('AccessDenied', 'you may not', 403);
      },
      3,
    );

    const { unread } = await judge();

    expect(() => refuseUnread(unread)).toThrow(/^user dave \(AIDA\w+\) and 2 more could not be read: AccessDenied: /);
    expect(() => refuseUnread([])).not.toThrow();
  });

  it('is any that is not reached within eight minutes: that leaves time to report the others', async () => {
    const users = Array.from({ length: 12 }, (_, index) => inactiveUser({ userName: `user-${index}` }));
    await accountOf(users);
    before('GetUser', () => answerLate(8 * MINUTE + 1));

    const { verdicts, unread } = await judge();

    // Eight were in flight.
    expect([Object.keys(verdicts).length, unread.length]).toEqual([8, 4]);
    for (const { error } of unread) expect(String(error)).toBe('OperationFailed: IAM answers too slowly');
  });

  it('is nobody if the last is reached when the eight minutes end', async () => {
    await accountOf(Array.from({ length: 12 }, (_, index) => inactiveUser({ userName: `user-${index}` })));
    before('GetUser', () => answerLate(8 * MINUTE));

    expect(await judge()).toMatchObject({ candidates: 12, unread: [] });
  });
});

describe('The progress', () => {
  it.each<[string, () => void]>([
    ['who are all read at once', () => undefined],
    [
      'of which one is read again under a new name',
      () => void administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' }),
    ],
    ['of which one is not read, since IAM answers too slowly', () => answerLate(8 * MINUTE + 1)],
  ])('says how many of the candidates are done, one after the other, %s', async (_name, happen) => {
    const userNames = ['dave', ...Array.from({ length: 8 }, (_, index) => `user-${index}`)];
    await accountOf([...SETTLED, ...userNames.map((userName) => inactiveUser({ userName }))]);
    before('GetUser', happen);
    const steps: string[] = [];

    await judge({ progress: (read, of) => steps.push(`${read} of ${of}`) });

    expect(steps).toEqual(userNames.map((_, index) => `${index + 1} of 9`));
  });
});
