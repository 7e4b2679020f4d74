import { complianceOf } from '../../rule/decide';
import { EvaluationFailed } from '../../rule/errors';
import { judgeAccount, type JudgeOptions, readAccount, refuseUnread } from '../../rule/judge-account';
import { AwsError } from '../../sandbox/endpoint/aws-error';
import type { SeedUser } from '../../sandbox/iam/seed';
import { LocalAws, type LocalAwsOptions } from '../../sandbox/local-aws';
import { DAY, HOUR, inactiveUser, MINUTE, NOW } from '../support/deployed-account';
import { inProcessClients } from '../support/in-process-client';
import { parameters } from './facts';
import { SETTLED } from './settled-users';

let aws: LocalAws;
/** What IAM takes for its answers, in milliseconds. */
let delay = 0;

beforeEach(() => {
  delay = 0;
});
afterEach(() => aws.close());

async function accountOf(users: readonly SeedUser[], options: Partial<LocalAwsOptions> = {}): Promise<void> {
  aws = await LocalAws.start({ now: NOW, ...options });
  for (const user of users) aws.iam.seed(user);
  aws.iam.makeReport(NOW - HOUR);
}

/** The account is judged, what is read of everybody first; `between` happens after that. */
async function judge(options: Partial<JudgeOptions> = {}, between: () => void | Promise<void> = () => undefined) {
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const time = {
    now: () => new Date(aws.clock.now() + delay),
    sleep: () => Promise.reject(new Error('the report is there: nothing is waited for')),
  };
  const reading = await readAccount(iam, time);
  await between();
  const already = aws.endpoint.calls.length;
  const { judged, unread, ...rest } = await judgeAccount({ iam, time }, reading, {
    parameters: parameters(),
    now: time.now(),
    ...options,
  });
  return {
    ...rest,
    unread,
    verdicts: Object.fromEntries(judged.map(({ facts, verdict }) => [facts.name, verdict.kind])),
    compliance: Object.fromEntries(judged.map(({ facts, verdict }) => [facts.id, complianceOf(verdict)])),
    calls: aws.endpoint.calls.slice(already).map(({ operation }) => operation),
  };
}

async function administer(operation: string, input: object): Promise<object> {
  return await aws.endpoint.call(aws.operator, 'iam', operation, input);
}

/** Something that happens just before a call of this operation; `times` at most. */
function before(operation: string, happen: () => void | Promise<void>, times = 1): void {
  let left = times;
  aws.endpoint.interceptors.push(async (call) => {
    if (left === 0 || call.operation !== operation) return;
    left -= 1;
    await happen();
  });
}

const keyOf = (createDate: number, status: 'Active' | 'Inactive' = 'Active') => ({ createDate, status });

describe('A user with an access key', () => {
  it.each<[string, Partial<SeedUser>]>([
    ['active', { accessKeys: [keyOf(NOW - 400 * DAY)] }],
    ['inactive', { accessKeys: [keyOf(NOW - 400 * DAY, 'Inactive')] }],
    ['one of two', { accessKeys: [keyOf(NOW - 400 * DAY, 'Inactive'), keyOf(NOW - 300 * DAY)] }],
    ['made in the middle of a second', { accessKeys: [keyOf(NOW - 400 * DAY + 700)] }],
    ['a user with an odd path', { path: '/a,b/"/', accessKeys: [keyOf(NOW - 400 * DAY)] }],
  ])('costs one call if the creation date stands in the user’s own row: %s', async (_name, overrides) => {
    for (const reportQuoting of ['never', 'where needed'] as const) {
      await accountOf([inactiveUser(overrides)], { iam: { reportQuoting } });

      const { verdicts, calls } = await judge();

      expect(verdicts).toEqual({ dave: 'access keys' });
      expect(calls).toEqual(['ListAccessKeys']);
      if (reportQuoting === 'never') await aws.close();
    }
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

describe('A user who has been told of a notice', () => {
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
    ['who has not been told', nearing(80)],
    ['who is inactive by now', nearing(91)],
  ])('is read: one %s', async (_name, user) => {
    await accountOf([user]);

    const { calls } = await judge({ isTold: (_facts, { notice }) => notice.days !== 14 });

    expect(calls).toEqual(['ListAccessKeys', 'GetLoginProfile', 'GetUser']);
  });
});

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
        error: new EvaluationFailed('renamed again and again while it was read'),
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

  it('is named with the number of the others; nobody is nothing', async () => {
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

  it('is one whose turn does not come within eight minutes: time is left to report the others', async () => {
    const users = Array.from({ length: 12 }, (_, index) => inactiveUser({ userName: `user-${index}` }));
    await accountOf(users);
    before('GetUser', () => {
      delay = 8 * MINUTE + 1;
    });

    const { verdicts, unread } = await judge();

    // Eight were in flight.
    expect([Object.keys(verdicts).length, unread.length]).toEqual([8, 4]);
    for (const { error } of unread) expect(String(error)).toBe('EvaluationFailed: IAM answers too slowly');
  });
});

describe('The progress', () => {
  it.each<[string, () => void]>([
    ['each of whom is read at once', () => undefined],
    [
      'one of whom is read again under a new name',
      () => void administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' }),
    ],
    [
      'one of whom is not read any more, since IAM answers too slowly',
      () => {
        delay = 8 * MINUTE + 1;
      },
    ],
  ])('says how many of the candidates are done, one after the other, %s', async (_name, happen) => {
    const userNames = ['dave', ...Array.from({ length: 8 }, (_, index) => `user-${index}`)];
    await accountOf([...SETTLED, ...userNames.map((userName) => inactiveUser({ userName }))]);
    before('GetUser', happen);
    const steps: string[] = [];

    await judge({ progress: (read, of) => steps.push(`${read} of ${of}`) });

    expect(steps).toEqual(userNames.map((_, index) => `${index + 1} of 9`));
  });
});
