import { NO_OUTPUT } from '../../sandbox/ssm/execution';
import { DeployedAccount, inactiveUser, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

describe('The event at a run’s end', () => {
  it('says whose password was deleted, by which rule, and in which execution', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.settle();

    expect(account.events('IAM User Password Deleted')).toEqual([
      {
        ruleName: RULE,
        userId: account.aws.iam.find('dave')?.userId,
        userName: 'dave',
        executionId: account.theExecution().id,
        message: expect.stringMatching(/^dave: the console password has been deleted\. dave: inactive/),
      },
    ]);
    expect(account.putEvents()).toMatchObject([[{ Source: 'inactive-iam-users', Resources: [] }]]);
  });

  it.each<[string, string, string, string]>([
    ['the second answer where there are two', 'delete: first', 'keep: second', 'second'],
    ['the first where there is no second', 'keep: first', NO_OUTPUT, 'first'],
    ['an answer without JSON’s quotes as it is', 'keep: a "quoted" word', NO_OUTPUT, 'a "quoted" word'],
    ['an answer in JSON’s quotes without them', '"keep: a "quoted" word"', NO_OUTPUT, 'a "quoted" word'],
    ['a wait that comes to no second answer as none', '2026-11-24T12:00:00Z', NO_OUTPUT, 'no clear answer'],
    ['what begins like no answer as none', 'do not delete: me', NO_OUTPUT, 'no clear answer'],
  ])('gives %s', async (_what, first, again, why) => {
    account = await DeployedAccount.create([inactiveUser()]);
    const { userId } = account.aws.iam.find('dave') ?? {};

    await account.invokeFunction({ ruleName: RULE, userId, userName: 'dave', executionId: 'x', first, again });

    expect(account.events('IAM User Password Kept')).toEqual([
      {
        ruleName: RULE,
        userId,
        userName: 'dave',
        executionId: 'x',
        message: `dave: the console password has been kept. ${why}`,
      },
    ]);
  });
});
