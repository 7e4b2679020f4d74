import { AwsError } from '../../sandbox/index';
import { answerOf, DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';
import { changeParameters, type ParameterChanges, passwordHolders } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

describe('A rule that was saved without one of its parameters', () => {
  it.each(['maxIdleDays', 'exemptTagKey', 'exemptUsers', 'warnDays', 'maxRemovals'])(
    'deletes nothing while %s is lost: the confirmation fails and names it',
    async (parameter) => {
      account = await DeployedAccount.create([inactiveUser()], {
        parameters: { MaximumAutomaticAttempts: '1' },
      });
      await account.remediateAfter(() => changeParameters(account, { [parameter]: undefined }));

      expect(account.theExecution().failureMessage).toContain(
        `nothing is deleted: InvalidParameter: ${parameter} must be among`,
      );
      expect(account.hasPassword('dave')).toBe(true);
    },
  );

  it.each<[string, Record<string, string>, string]>([
    ['maxIdleDays alone', { maxIdleDays: '365' }, 'exemptTagKey'],
    ['none at all', {}, 'maxIdleDays'],
  ])('keeps the users that they protected: with %s', async (_what, left, named) => {
    account = await DeployedAccount.create(
      [
        inactiveUser({ userName: 'root-backup', path: '/break-glass/' }),
        inactiveUser({ userName: 'yearly', passwordLastUsed: NOW - 200 * DAY }),
        inactiveUser(),
      ],
      { parameters: { MaxIdleDays: '365', ExemptUsers: 'break-glass/*' } },
    );
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();

    account.putRule(RULE, left);
    await account.settle();
    const run = await account.evaluate();
    await account.settle();

    expect(passwordHolders(account)).toEqual(['dave', 'root-backup', 'yearly']);
    expect(account.executions().map(({ status }) => status)).not.toContain('Success');
    expect(run.error?.message).toContain(`${named} must be among`);
  });
});

describe('A rule with an invalid parameter', () => {
  it('deletes nothing: the confirmation fails and names the parameter and its value', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => changeParameters(account, { maxRemovals: 'many' }));

    expect(account.theExecution().failureMessage).toContain('maxRemovals must be a whole number from 0 to 5000; got');
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('A change counts even while IAM makes the report that the confirmation has asked for', () => {
  /** The report is there at the third time of asking; before, something is changed. */
  async function remediateWith(changes: ParameterChanges, others: readonly string[] = []): Promise<void> {
    account = await DeployedAccount.create(
      ['dave', ...others].map((userName) => inactiveUser({ userName, passwordLastUsed: NOW - 20 * DAY })),
      { parameters: { MaxIdleDays: '9' } },
    );
    await account.evaluate();
    let asked = 0;
    account.aws.endpoint.interceptors.push(async ({ operation }) => {
      if (operation !== 'GetCredentialReport' || asked === 3) return;
      asked += 1;
      if (asked === 3) await changeParameters(account, changes);
      throw new AwsError('ReportInProgress', '', 404);
    });
    await account.settle();
    expect(asked).toBe(3);
  }

  it.each<[string, ParameterChanges, string]>([
    ['9 days, corrected to 90', { maxIdleDays: '90' }, 'keep: signed in, or password set, within 90 days'],
    [
      'the user, put on the exemption list',
      { exemptUsers: 'x*,dave' },
      'keep: exempt by the entry dave of exemptUsers',
    ],
    ['the emergency stop', { maxRemovals: '0' }, 'later: maxRemovals is 0: no password is deleted'],
  ])('%s', async (_what, changes, answer) => {
    await remediateWith(changes);

    expect(answerOf(account.theExecution())).toBe(answer);
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('the cap, lowered below the number of inactive users', async () => {
    await remediateWith({ maxRemovals: '1' }, ['erin']);

    expect(passwordHolders(account)).toEqual(['dave', 'erin']);
    expect(account.executions().map(answerOf)).toEqual(
      Array(2).fill('later: held, 2 users are inactive and maxRemovals is 1'),
    );
  });

  it('a parameter that is lost', async () => {
    await remediateWith({ exemptUsers: undefined });

    expect(account.theExecution().failureMessage).toContain(`exemptUsers must be among`);
    expect(account.hasPassword('dave')).toBe(true);
  });
});
