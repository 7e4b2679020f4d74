import { answerOf, DAY, DeployedAccount, HOUR, inactiveUser, NOW, stepsOf } from '../support/deployed-account';
import { changeParameters, messages, passwordHolders } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

const users = (count: number) =>
  Array.from({ length: count }, (_, index) => inactiveUser({ userName: `user-${index}` }));
const TOLD = { NotificationEmail: 'security@example.com' };

async function days(count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    await account.evaluate();
    await account.settle();
    await account.pass(DAY);
  }
}

describe('While more users are inactive at once than MaxRemovals', () => {
  it.each(['starts', 'ignored'] as const)(
    'nobody loses a password, and 60 users are one event and one message, if Config’s answer to a repeated result is: %s',
    async (repeatedNonCompliant) => {
      account = await DeployedAccount.create(users(60), { parameters: TOLD, config: { repeatedNonCompliant } });

      await days(3);

      expect(passwordHolders(account)).toHaveLength(60);
      expect(account.putEvents().flat()).toHaveLength(1);
      expect(messages(account)).toEqual([
        'AWS Config rule inactive-iam-users: removals are held, 60 users are inactive and maxRemovals is 10. Look at its NON_COMPLIANT users. If they are right, update the stack with MaxRemovals of at least 60, and press Remediate if no run follows; if not, correct MaxIdleDays or exempt users. (account 111122223333)',
      ]);
    },
  );

  it('a run ends in Success and says why nothing happens; it sends no event and starts no evaluation', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { MaxRemovals: '3' } });

    await account.evaluate();
    await account.settle();

    expect(account.executions()).toHaveLength(4);
    for (const run of account.executions()) {
      expect(run.status).toBe('Success');
      expect(answerOf(run)).toBe('later: held, 4 users are inactive and maxRemovals is 3');
      expect(stepsOf(run)).toEqual(['FindUser Success', 'Confirm Success', 'Decide Success', 'End Success']);
    }
    expect(account.aws.config.runs).toHaveLength(1);
  });

  it('each result says so right after the name', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { MaxRemovals: '3' } });

    await account.evaluate();

    expect(account.compliance()['user-2']).toBe(
      'NON_COMPLIANT user-2: held, 4 users are inactive and maxRemovals is 3; inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
    );
  });

  it('a new hold sends a new event after the first has ended', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { ...TOLD, MaxRemovals: '3' } });
    await days(2);
    account.aws.iam.signIn('user-0');
    await days(2);
    for (const user of users(4)) account.aws.iam.seed({ ...user, userName: `new-${user.userName}` });

    await days(2);

    expect(account.events('IAM User Removals Held')).toHaveLength(2);
  });

  it.each([
    ['11 users by default: 9 days, typed for 90, lock no department out', { MaxIdleDays: '9' }, 11],
    ['as many as MaxRemovals, and one', { MaxIdleDays: '9', MaxRemovals: '4' }, 5],
  ])('nobody is remediated: %s', async (_what, parameters, count) => {
    const recent = users(count).map((user) => ({ ...user, passwordLastUsed: NOW - 14 * DAY }));
    account = await DeployedAccount.create(recent, { parameters });

    await account.evaluate();
    await account.settle();

    expect(passwordHolders(account)).toHaveLength(count);
  });
});

describe('As many inactive users as MaxRemovals', () => {
  it.each([
    ['3', 3],
    ['10, the default,', 10],
  ])('%s lose their passwords', async (_what, count) => {
    account = await DeployedAccount.create(users(count), {
      parameters: count === 3 ? { MaxRemovals: String(count) } : {},
    });

    await account.evaluate();
    await account.settle();

    expect(passwordHolders(account)).toEqual([]);
  });

  it('lose their passwords, even if they were more before', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { MaxRemovals: '3' } });
    await account.evaluate();
    await account.settle();
    account.aws.iam.signIn('user-0');
    await account.pass(DAY);

    await account.evaluate();
    await account.settle();

    expect(passwordHolders(account)).toEqual(['user-0']);
  });
});

describe('A cap that is lowered in the Config console', () => {
  it.each([
    ['before the first confirmation', 0],
    ['while runs wait for a report', 3 * HOUR],
  ])('%s holds by the number of stored results alone', async (_when, reportAge) => {
    account = await DeployedAccount.create(users(2), { parameters: { MaxRemovals: '2' } });
    account.aws.iam.makeReport(NOW - reportAge);
    await account.evaluate();
    if (reportAge > 0) await account.pass(HOUR / 2);

    await changeParameters(account, { maxRemovals: '1' });
    await account.settle();

    expect(passwordHolders(account)).toHaveLength(2);
    expect(account.executions().map(answerOf)).toEqual(
      Array(2).fill('later: held, 2 users are inactive and maxRemovals is 1'),
    );
  });
});
