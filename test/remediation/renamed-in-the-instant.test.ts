import { DeployedAccount, inactiveUser } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

describe('Between the confirmation and the deletion', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a user who is renamed keeps the password, and that is told',
      () => account.administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' }),
      'IAM User Password Kept',
    ],
    [
      'a password that somebody else deletes is told as deleted',
      () => account.administer('DeleteLoginProfile', { UserName: 'dave' }),
      'IAM User Password Deleted',
    ],
  ])('%s', async (_what, change, told) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.meanwhile('DeleteLoginProfile', async () => void (await change()));

    await account.evaluate();
    await account.settle();

    const [first] = account.executions();
    const types = ['IAM User Password Kept', 'IAM User Password Deleted'];
    const events = types.flatMap((type) => account.events(type).map((detail) => ({ type, detail })));
    expect(events.filter(({ detail }) => detail['executionId'] === first?.id).map(({ type }) => type)).toEqual([told]);
  });
});
