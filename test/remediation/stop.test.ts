import { answerOf, DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, stepsOf } from '../support/deployed-account';
import {
  cancelRuns,
  changeParameters,
  idOf,
  messages,
  passwordHolders,
  pressRemediate,
  startRunbook,
} from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

const STOPPED = 'later: maxRemovals is 0: no password is deleted';
const users = (count: number) =>
  Array.from({ length: count }, (_, index) => inactiveUser({ userName: `user-${index}` }));

describe('maxRemovals 0, set in the Config console, stops', () => {
  it.each([
    ['40 runs that wait for a report', HOUR, 10 * MINUTE, 40],
    ['40 runs that are queued', 0, 0, 40],
    ['those of 40 runs that are still queued', 0, 15_000, 24],
  ])('%s: nobody loses a password any more', async (_what, reportAge, after, left) => {
    account = await DeployedAccount.create(users(40), { parameters: { MaxRemovals: '40' } });
    account.aws.iam.makeReport(NOW - reportAge);
    await account.evaluate();
    if (after > 0) await account.pass(after);
    const before = passwordHolders(account);

    await changeParameters(account, { maxRemovals: '0' });
    await account.settle();

    expect(before).toHaveLength(left);
    expect(passwordHolders(account)).toEqual(before);
    expect(account.executions().filter(({ status }) => status !== 'Success')).toEqual([]);
    expect(account.executions().map(answerOf)).toContain(STOPPED);
  });

  it.each<[string, () => Promise<object>]>([
    ['by the Remediate button', () => pressRemediate(account, 'dave')],
    ['in Systems Manager', () => startRunbook(account, { ResourceId: [idOf(account, 'dave')] })],
  ])('a run that somebody starts by hand, %s', async (_where, start) => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();
    await changeParameters(account, { maxRemovals: '0' });

    await start();
    await account.settle();

    expect(answerOf(account.theExecution())).toBe(STOPPED);
    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('a run at its confirmation, since that reads the parameters again', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.meanwhile('GetCredentialReport', () => changeParameters(account, { maxRemovals: '0' }));

    await account.settle();

    expect(answerOf(account.theExecution())).toBe(STOPPED);
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('MaxRemovals 0, set in the stack,', () => {
  it('deletes no password, and one message says so, not one for each run', async () => {
    account = await DeployedAccount.create(users(3), {
      parameters: { MaxRemovals: '0', NotificationEmail: 'security@example.com' },
    });

    await account.evaluate();
    await account.settle();

    expect(passwordHolders(account)).toHaveLength(3);
    expect(messages(account)).toEqual([
      expect.stringMatching(/: removals are held, 3 users are inactive and maxRemovals is 0\. /),
    ]);
  });

  it("does not change the rule's verdicts: a user who is compliant by now is reported as such", async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { MaxRemovals: '0' } });

    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    expect(answerOf(account.theExecution())).toBe('keep: signed in, or password set, within 90 days');
  });
});

describe('A run that is cancelled', () => {
  it.each<[string, number, boolean, string]>([
    ['while it waits for a report deletes nothing', 3 * HOUR, true, 'WaitForReport Cancelled'],
    ['after the deletion has been reported', 0, false, 'LetRunsGather Cancelled'],
  ])('%s', async (_what, reportAge, keeps, step) => {
    account = await DeployedAccount.create([inactiveUser()], {
      parameters: { NotificationEmail: 'security@example.com' },
    });
    account.aws.iam.makeReport(NOW - reportAge);
    await account.evaluate();
    await account.pass(30_000);

    await cancelRuns(account);
    await account.settle();

    expect(account.theExecution().status).toBe('Cancelled');
    expect(stepsOf(account.theExecution()).at(-1)).toBe(step);
    expect(account.hasPassword('dave')).toBe(keeps);
    expect(account.events('IAM User Password Deleted')).toHaveLength(keeps ? 0 : 1);
    expect(messages(account).at(-1)).toMatch(/ended as Cancelled \(account 111122223333\)\. To see which user/);
  });
});
