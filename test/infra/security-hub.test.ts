import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(async () => account.close());

/** What each finding says, by the user's ARN. */
function findings(): Record<string, string> {
  return Object.fromEntries(
    account.aws.securityHub
      .findings()
      .map(({ Resources: [{ Id }], Compliance, Workflow, RecordState }) => [
        Id.replace(/^.*:/, ''),
        `${Compliance.Status} ${Workflow.Status} ${RecordState}`,
      ]),
  );
}

describe("the findings of the stack's rule", () => {
  it('follow a user from inactivity through remediation to deletion', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()]);

    await account.evaluate();
    expect(findings()).toEqual({ 'user/alice': 'PASSED NEW ACTIVE', 'user/dave': 'FAILED NEW ACTIVE' });

    await account.settle();
    expect(findings()).toEqual({ 'user/alice': 'PASSED NEW ACTIVE', 'user/dave': 'PASSED RESOLVED ACTIVE' });

    await account.pass(HOUR);
    await account.administer('DeleteUser', { UserName: 'dave' });
    await account.evaluate();
    expect(findings()).toEqual({ 'user/alice': 'PASSED NEW ACTIVE', 'user/dave': 'NOT_AVAILABLE NEW ARCHIVED' });
  });

  it('are not updated by an evaluation that finds no change', async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();
    const [first] = account.aws.securityHub.findings();

    await account.pass(DAY);
    await account.evaluate();

    expect(account.aws.securityHub.findings()).toEqual([first]);
    expect(first?.Title).toBe('inactive-iam-users');
  });

  it('do not name a user that Config does not record', async () => {
    account = await DeployedAccount.create([activeUser()]);
    account.aws.config.inventory.records = false;

    await account.evaluate();

    const [user] = account.aws.iam.users();
    expect(findings()).toEqual({ [user?.userId ?? '']: 'PASSED NEW ACTIVE' });
  });
});
