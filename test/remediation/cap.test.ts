import { answerOf, DAY, DeployedAccount, HOUR, inactiveUser, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const users = (count: number) =>
  Array.from({ length: count }, (_, index) => inactiveUser({ userName: `user-${index}` }));
const passwords = () => account.aws.iam.users().filter(({ loginProfile }) => loginProfile).length;

describe('The cap on removals', () => {
  it('keeps everybody’s password while more users than MaxRemovals are inactive at once, and says so', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { MaxRemovals: '3' } });

    await account.evaluate();
    await account.settle();

    expect(passwords()).toBe(4);
    expect(account.executions().map(({ status }) => status)).toEqual(Array(4).fill('Success'));
    expect(account.executions().map(answerOf)[0]).toMatch(
      /^keep for now: user-\d is inactive, but more users than maxRemovals \(3\) are NON_COMPLIANT at once; nothing is deleted until fewer are, or maxRemovals is raised$/,
    );
    expect(account.aws.config.runs).toHaveLength(1);
    expect(account.logs()).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining({ outcome: 'confirmed', capped: true }) }),
    );
  });

  it('lets as many as MaxRemovals go', async () => {
    account = await DeployedAccount.create(users(3), { parameters: { MaxRemovals: '3' } });

    await account.evaluate();
    await account.settle();

    expect(passwords()).toBe(0);
  });

  it('is none with 0', async () => {
    account = await DeployedAccount.create(users(60), { parameters: { MaxRemovals: '0' } });

    await account.evaluate();
    await account.settle();

    expect(passwords()).toBe(0);
  });

  it('is 50 by default: a maxIdleDays of 9, typed for 90, locks no department out', async () => {
    const recent = users(51).map((user) => ({ ...user, passwordLastUsed: Date.parse('2026-11-10T08:00:00Z') }));
    account = await DeployedAccount.create(recent, { parameters: { MaxIdleDays: '9' } });

    await account.evaluate();
    await account.settle();

    expect(passwords()).toBe(51);
  });

  it.each<[string, number, number]>([
    ['on after a page of as many as the cap allows', 100, 2],
    ['no more than the page that exceeds the cap', 99, 1],
  ])('reads %s', async (_what, maxRemovals, pages) => {
    account = await DeployedAccount.create(users(220), { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();
    account.putRule(RULE, { maxRemovals: String(maxRemovals) });
    const before = account.calls('config')['GetComplianceDetailsByConfigRule'] ?? 0;
    const { userId } = account.aws.iam.find('user-0') ?? {};

    const { payload } = await account.invokeFunction({ ruleName: RULE, userId, userName: 'user-0' });

    expect(payload).toMatch(new RegExp(`^"keep for now: .* maxRemovals \\(${maxRemovals}\\)`));
    expect((account.calls('config')['GetComplianceDetailsByConfigRule'] ?? 0) - before).toBe(pages);
  });

  it('ends when the number falls', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { MaxRemovals: '3' } });
    await account.evaluate();
    await account.settle();
    account.aws.iam.signIn('user-0');
    await account.pass(DAY);

    await account.evaluate();
    await account.settle();

    expect(
      account.aws.iam
        .users()
        .filter(({ loginProfile }) => loginProfile)
        .map(({ userName }) => userName),
    ).toEqual(['user-0']);
  });

  it('ends when the operator raises it', async () => {
    account = await DeployedAccount.create(users(4), { parameters: { MaxRemovals: '3' } });
    await account.evaluate();
    await account.settle();
    account.putRule(RULE, { maxRemovals: '4' });
    await account.pass(DAY);

    await account.evaluate();
    await account.settle();

    expect(passwords()).toBe(0);
  });

  it('holds after a wait too: it is asked for at each confirmation', async () => {
    account = await DeployedAccount.create(users(2), { parameters: { MaxRemovals: '2' } });
    account.aws.iam.makeReport(account.aws.clock.now() - 3 * HOUR);
    await account.evaluate();
    account.putRule(RULE, { maxRemovals: '1' });

    await account.settle();

    expect(passwords()).toBe(2);
  });
});
