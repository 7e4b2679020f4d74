import { isRecord } from '../../rule/decision/json';
import { AwsError } from '../../sandbox/index';
import { DAY, DeployedAccount, inactiveUser, NOW } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const HELD = 'IAM User Removals Held';

/** Users who signed in two weeks ago; the threshold of 90 days was typed as 9. */
const recent = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    inactiveUser({ userName: `user-${index}`, passwordLastUsed: NOW - 14 * DAY }),
  );
const TYPED_9 = { MaxIdleDays: '9', WarnDays: '0' };

function passwords(): number {
  return account.aws.iam.users().filter(({ loginProfile }) => loginProfile).length;
}

function storedTexts(): string[] {
  return Object.values(account.compliance());
}

/** Config takes only some of the evaluations of each call. */
function takeOnly(isTaken: (index: number) => boolean): void {
  const { endpoint } = account.aws;
  const call = endpoint.call.bind(endpoint);
  endpoint.call = async (caller, service, operation, input) => {
    if (operation !== 'PutEvaluations' || !isRecord(input) || !Array.isArray(input['Evaluations'])) {
      return await call(caller, service, operation, input);
    }
    const evaluations: readonly unknown[] = input['Evaluations'];
    const taken = evaluations.filter((_, index) => isTaken(index));
    if (taken.length > 0) await call(caller, service, operation, { ...input, Evaluations: taken });
    return { FailedEvaluations: evaluations.filter((_, index) => !isTaken(index)) };
  };
}

describe('While more users are inactive than maxRemovals', () => {
  it('each of them is marked with the number, nobody’s password is deleted, and one event says what to do', async () => {
    account = await DeployedAccount.create(recent(15), { parameters: TYPED_9 });

    const { error } = await account.evaluate();
    await account.settle();

    expect(error).toBeUndefined();
    expect(storedTexts()).toHaveLength(15);
    for (const text of storedTexts()) {
      expect(text).toMatch(
        /^NON_COMPLIANT user-\d+: held, 15 users are inactive and maxRemovals is 10; inactive for more than 9 days/,
      );
    }
    expect(passwords()).toBe(15);
    expect(account.events(HELD)).toEqual([
      {
        ruleName: 'inactive-iam-users',
        inactive: 15,
        maxRemovals: 10,
        message:
          'AWS Config rule inactive-iam-users: removals are held, 15 users are inactive and maxRemovals is 10. Look at its NON_COMPLIANT users. If they are right, update the stack with MaxRemovals of at least 15, and press Remediate if no run follows; if not, correct MaxIdleDays or exempt users.',
      },
    ]);
    expect(account.putEvents()).toHaveLength(1);
  });

  it('the event is sent once, and unchanged results are not recorded again, for days', async () => {
    account = await DeployedAccount.create(recent(12), { parameters: TYPED_9 });
    const recorded: (number | undefined)[] = [];
    for (let day = 0; day < 4; day += 1) {
      recorded.push((await account.evaluate()).recorded);
      await account.settle();
      await account.pass(DAY);
    }

    // The first result without its remark, and then all of them; later one repeated result.
    expect(recorded).toEqual([13, 1, 1, 1]);
    expect(account.putEvents()).toHaveLength(1);
  });

  it('with maxRemovals 0, one inactive user is enough', async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { MaxRemovals: '0' } });

    await account.evaluate();
    await account.settle();

    expect(account.compliance()['dave']).toMatch(
      /^NON_COMPLIANT dave: held, 1 user is inactive and maxRemovals is 0; inactive/,
    );
    expect(account.events(HELD)).toMatchObject([
      { message: expect.stringMatching(/: removals are held, 1 user is inactive and maxRemovals is 0\. Look at /) },
    ]);
    expect(passwords()).toBe(1);
  });

  it('a refused event is a remark on each result, and is sent by the next evaluation', async () => {
    account = await DeployedAccount.create(recent(11), { parameters: TYPED_9 });
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'PutEvents') throw new AwsError('AccessDeniedException', 'not today', 400);
    });

    const first = await account.evaluate();
    account.aws.endpoint.interceptors.pop();
    const between = storedTexts();
    const second = await account.evaluate();

    expect(first.error?.message).toMatch(
      /^all evaluations have been reported, but EventBridge did not take 1 events, the first "IAM User Removals Held": AccessDenied/,
    );
    for (const text of between) expect(text).toMatch(/: held, 11 users are .*; its event is yet to be sent$/);
    expect(second.error).toBeUndefined();
    for (const text of storedTexts()) expect(text).not.toContain('yet to be sent');
    expect(account.events(HELD)).toHaveLength(1);
    await account.settle();
    expect(passwords()).toBe(11);
  });
});

describe('If Config records only a part of the held results', () => {
  it('since FailedEvaluations do not end, every stored one carries the mark, and nothing is deleted', async () => {
    account = await DeployedAccount.create(recent(40), { parameters: { ...TYPED_9, MaxRemovals: '35' } });
    takeOnly((index) => index % 4 === 0);

    const { error } = await account.evaluate();
    await account.settle();

    expect(error?.message).toMatch(/^Config did not record the evaluations of AIDA.* \(FailedEvaluations\)$/);
    const stored = storedTexts();
    expect(stored.length).toBeGreaterThan(10);
    expect(stored.length).toBeLessThanOrEqual(35);
    for (const text of stored) expect(text).toContain(': held, 40 users are inactive and maxRemovals is 35; ');
    expect(passwords()).toBe(40);
  });

  it('since a later PutEvaluations fails, every stored one carries the mark, and nothing is deleted', async () => {
    account = await DeployedAccount.create(recent(110), { parameters: { ...TYPED_9, MaxRemovals: '105' } });
    let puts = 0;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== 'PutEvaluations') return;
      puts += 1;
      // The first proves the token, the second has a hundred results.
      if (puts > 2) throw new AwsError('AccessDeniedException', 'no', 400);
    });

    const { error } = await account.evaluate();
    await account.settle();

    expect(error).toBeDefined();
    expect(storedTexts()).toHaveLength(100);
    for (const text of storedTexts()) expect(text).toContain(': held, 110 users are inactive and maxRemovals is 105; ');
    expect(passwords()).toBe(110);
  });

  it('the next evaluation marks the rest, and sends no second event', async () => {
    account = await DeployedAccount.create(recent(40), { parameters: TYPED_9 });
    let taking = true;
    takeOnly((index) => !taking || index < 4);
    await account.evaluate();
    const before = storedTexts().length;
    taking = false;

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    // Four of each try.
    expect([before, storedTexts().length]).toEqual([16, 40]);
    expect(account.events(HELD)).toHaveLength(1);
  });
});

describe('When the hold ends', () => {
  it('because users have signed in, each of the others is reported as inactive once', async () => {
    account = await DeployedAccount.create(recent(12), {
      parameters: { ...TYPED_9, AutomaticRemediation: 'false' },
    });
    await account.evaluate();
    for (const index of [0, 1, 2]) account.aws.iam.signIn(`user-${index}`);

    await account.evaluate();
    await account.evaluate();

    const inactive = storedTexts().filter((text) => text.startsWith('NON_COMPLIANT'));
    expect(inactive).toHaveLength(9);
    for (const text of inactive) expect(text).toMatch(/^NON_COMPLIANT user-\d+: inactive for more than 9 days/);
    expect(account.events('IAM User Inactive')).toHaveLength(9);
    expect(account.events('IAM User Inactive').find(({ userName }) => userName === 'user-3')).toEqual({
      ruleName: 'inactive-iam-users',
      userId: expect.stringMatching(/^AIDA/),
      userName: 'user-3',
      message:
        'IAM user user-3 is inactive for more than 9 days, no access keys; last activity: sign-in on 2026-11-10T08:00:00Z. The runbook confirms this before it deletes the console password; without automatic remediation, press Remediate at the AWS Config rule.',
      lastActivity: { kind: 'sign-in', date: '2026-11-10T08:00:00.000Z' },
    });
  });

  it('and begins again, a new event is sent', async () => {
    account = await DeployedAccount.create(recent(11), {
      parameters: { ...TYPED_9, AutomaticRemediation: 'false' },
    });
    await account.evaluate();
    account.aws.iam.signIn('user-0');
    await account.evaluate();
    await account.pass(10 * DAY);

    await account.evaluate();

    expect(account.events(HELD)).toHaveLength(2);
  });
});
