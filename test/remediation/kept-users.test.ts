import { answerOf, DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, stepsOf } from '../support/deployed-account';
import { changeParameters } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

describe('The remediation deletes nothing, and ends in Success, for a user who meanwhile', () => {
  const administer = (operation: string, input: object = {}) =>
    account.administer(operation, { UserName: 'dave', ...input });

  it.each<[string, () => void | Promise<unknown>, string]>([
    ['has signed in', () => account.aws.iam.signIn('dave'), 'keep: signed in, or password set, within 90 days'],
    [
      'got an access key',
      () => administer('CreateAccessKey'),
      'keep: has access keys: used for API access, out of scope',
    ],
    [
      'got the exemption tag',
      () => administer('TagUser', { Tags: [{ Key: 'Inactive-Iam-Users:Exempt', Value: '' }] }),
      'keep: exempt by its tag Inactive-Iam-Users:Exempt',
    ],
    [
      'got a new password',
      async () => {
        await administer('DeleteLoginProfile');
        await administer('CreateLoginProfile', { Password: 'Correct-Horse-1' });
      },
      'keep: signed in, or password set, within 90 days',
    ],
    ['has lost the password', () => administer('DeleteLoginProfile'), 'keep: no console password'],
    [
      'has been deleted',
      async () => {
        await administer('DeleteLoginProfile');
        await administer('DeleteUser');
      },
      'later: there is no user dave any more',
    ],
    [
      'has been renamed, of which the inventory does not know yet',
      () => {
        account.aws.config.inventory.lagMilliseconds = HOUR;
        account.aws.config.inventory.observe();
        return administer('UpdateUser', { NewUserName: 'david' });
      },
      'later: there is no user dave any more',
    ],
  ])('%s', async (_name, happen, answer) => {
    account = await DeployedAccount.create([inactiveUser()]);

    await account.remediateAfter(async () => {
      await happen();
    });

    expect(answerOf(account.theExecution())).toBe(answer);
    expect(account.theExecution().status).toBe('Success');
    expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
  });

  it('has got a name that now belongs to another unique id', async () => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'other' })]);
    account.aws.config.inventory.lagMilliseconds = HOUR;
    account.aws.config.inventory.observe();

    await account.remediateAfter(async () => {
      await account.administer('UpdateUser', { UserName: 'dave', NewUserName: 'former-dave' });
      await account.administer('UpdateUser', { UserName: 'other', NewUserName: 'dave' });
    });

    const answers = account.executions().map(answerOf);
    expect(answers[0]).toMatch(/^later: the name now belongs to another user, AIDA\w+$/);
    expect(account.executions().map(({ status }) => status)).toEqual(['Success', 'Success']);
    expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
  });

  it.each([
    ['by name', 'dave', '/', 'dave'],
    ['by path and name', 'team/*', '/team/', 'team/*'],
    ['by a name among others, in other letters', 'x,DAVE', '/', 'DAVE'],
  ])(
    'is exempt %s, since somebody has changed the list in the Config console',
    async (_how, exemptUsers, path, entry) => {
      account = await DeployedAccount.create([inactiveUser({ path })]);

      await account.remediateAfter(() => changeParameters(account, { exemptUsers }));

      expect(answerOf(account.theExecution())).toBe(`keep: exempt by the entry ${entry} of exemptUsers`);
      expect(account.hasPassword('dave')).toBe(true);
    },
  );

  it('had the password reset by an administrator an hour ago, which only the next report shows', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 2 * HOUR);
    await account.administer('UpdateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-2' });
    await account.pass(HOUR);

    await account.evaluate();
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
    await account.settle();

    expect(stepsOf(account.theExecution())).toContain('WaitForReport Success');
    expect(answerOf(account.theExecution())).toBe('keep: signed in, or password set, within 90 days');
    expect(account.hasPassword('dave')).toBe(true);
    expect(account.compliance()['dave']).toMatch(/^COMPLIANT/);
  });

  it('signs in while the runbook waits for the report', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(30 * MINUTE);
    account.aws.iam.signIn('dave');

    await account.settle();

    expect(answerOf(account.theExecution())).toBe('keep: signed in, or password set, within 90 days');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it.each<[string, () => void | Promise<unknown>, string]>([
    ['signs in', () => account.aws.iam.signIn('dave'), 'keep: signed in, or password set, within 90 days'],
    [
      'gets an access key',
      () => administer('CreateAccessKey'),
      'keep: has access keys: used for API access, out of scope',
    ],
    ['loses the password', () => administer('DeleteLoginProfile'), 'keep: no console password'],
    [
      'gets another name',
      () => administer('UpdateUser', { NewUserName: 'david' }),
      'later: there is no user dave any more',
    ],
  ])('%s while IAM makes the report that the confirmation has asked for', async (_what, happen, answer) => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.aws.iam.makeReport(account.aws.clock.now() - 4 * HOUR);
    account.meanwhile('GetCredentialReport', async () => {
      await happen();
    });

    await account.settle();

    const [first] = account.executions();
    expect(first && answerOf(first)).toBe(answer);
    expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
  });
});
