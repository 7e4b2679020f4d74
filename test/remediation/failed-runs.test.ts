import { AwsError } from '../../sandbox/index';
import { DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, stepsOf } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

describe('The remediation fails, deleting nothing,', () => {
  it.each([
    'GetUser',
    'GetLoginProfile',
    'ListAccessKeys',
    'GetCredentialReport',
    'DescribeConfigRules',
    'GetComplianceDetailsByConfigRule',
  ])('when the confirmation may not call %s', async (operation) => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => {
      account.aws.endpoint.interceptors.push((call) => {
        if (call.operation === operation) throw new AwsError('AccessDenied', 'no', 403);
      });
    });

    expect(account.theExecution()).toMatchObject({ status: 'Failed' });
    expect(account.hasPassword('dave')).toBe(true);
    expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
  });

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

    expect(stepsOf(account.theExecution()).at(-1)).toBe('ConfirmAgain Failed');
    expect(account.theExecution().failureMessage).toContain(
      'does not show when the password of dave was last changed; nothing is deleted',
    );
    expect(account.hasPassword('dave')).toBe(true);
  });
});
