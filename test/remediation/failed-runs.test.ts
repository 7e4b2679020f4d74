import { AwsError } from '../../sandbox/endpoint/aws-error';
import { DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, stepsOf } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

describe('The remediation fails, deleting nothing,', () => {
  it('when the login profile has just been changed', async () => {
    account = await DeployedAccount.create([inactiveUser()], { iam: { unmodifiableSeconds: 10 } });
    account.meanwhile('DeleteLoginProfile', async () => {
      await account.administer('UpdateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-2' });
    });

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Failed');
    expect(account.theExecution().failureMessage).toContain('EntityTemporarilyUnmodifiable');
    expect(account.calls()).toMatchObject({ 'DeleteLoginProfile EntityTemporarilyUnmodifiable': 1 });
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('when the exemption tag comes after the confirmation: IAM itself refuses', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.meanwhile('DeleteLoginProfile', async () => {
      await account.administer('TagUser', {
        UserName: 'dave',
        Tags: [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }],
      });
    });

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().failureMessage).toContain('with an explicit deny in an identity-based policy');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it.each(['GetUser', 'GetLoginProfile', 'ListAccessKeys', 'GetCredentialReport', 'DescribeConfigRules'])(
    'when the confirmation may not call %s',
    async (operation) => {
      account = await DeployedAccount.create([inactiveUser()]);
      await account.remediateAfter(() => {
        account.aws.endpoint.interceptors.push((call) => {
          if (call.operation === operation) throw new AwsError('AccessDenied', 'no', 403);
        });
      });

      expect(account.theExecution()).toMatchObject({ status: 'Failed' });
      expect(account.hasPassword('dave')).toBe(true);
      expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
    },
  );

  it.each([
    ['fails the step', 'fail', 'nothing'],
    ['goes on with a sentence for a name', 'empty', 'does Config record AWS::IAM::User in this region?'],
  ] as const)('when the inventory does not know the user and SSM %s', async (_name, missingSelector, reason) => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { missingSelector } });
    account.aws.config.inventory.records = false;

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Failed');
    expect(account.theExecution().failureMessage).toContain(reason);
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('when the function’s error is passed on as its answer', async () => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { functionErrorFailsStep: false } });
    await account.remediateAfter(() => {
      account.aws.endpoint.interceptors.push((call) => {
        if (call.operation === 'GetLoginProfile') throw new AwsError('AccessDenied', 'no', 403);
      });
    });

    expect(stepsOf(account.theExecution())).toEqual([
      'FindUser Success',
      'Confirm Success',
      'Decide Success',
      'RequireClearAnswer Failed',
    ]);
    expect(account.theExecution().failureMessage).toContain('No clear answer, nothing deleted: see the log group');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('when after the wait there is still no report that could show a reset', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(30 * MINUTE);
    // SSM wakes the run an hour after another tool has had the next report made.
    account.aws.iam.makeReport(account.aws.clock.now() - 10 * MINUTE);

    await account.settle();

    expect(stepsOf(account.theExecution())).toContain('RequireClearAnswer Failed');
    expect(account.hasPassword('dave')).toBe(true);
  });
});
