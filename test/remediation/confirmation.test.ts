import { dispatch } from '../../infra/lambda/dispatch';
import { liveDependencies } from '../../rule/dependencies';
import { DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, RULE, stepsOf } from '../support/deployed-account';
import { changeParameters, idOf } from '../support/operator';

describe('The confirmation refuses an event', () => {
  const subject = { ruleName: RULE, userId: 'AIDACKCEVSQ6C2EXAMPLE', userName: 'dave' };
  const id = "userId must be an IAM user's unique id (AIDA…)";
  const name =
    "userName must be the name that Config's inventory has for the user; does Config record AWS::IAM::User in this region?";

  describe.each(['confirm', 'confirm after wait'])('with the task "%s"', (task) => {
    it.each<[string, object, string]>([
      ['without a rule', { ruleName: undefined }, 'ruleName must be the name of the rule; got undefined'],
      ['with an empty rule', { ruleName: '' }, 'ruleName must be the name of the rule; got ""'],
      ['without an id', { userId: 7 }, `${id}; got 7`],
      ['with a list of ids', { userId: [subject.userId] }, `${id}; got ["AIDA`],
      ['with a role’s id', { userId: 'AROACKCEVSQ6C2EXAMPLE' }, `${id}; got "AROA`],
      ['with more before the id', { userId: 'x AIDACKCEVSQ6C2EXAMPLE' }, `${id}; got "x AIDA`],
      ['with more after the id', { userId: 'AIDACKCEVSQ6C2EXAMPLE x' }, `${id}; got "AIDA`],
      ['with too short an id', { userId: 'AIDACKCEVSQ6C2E' }, `${id}; got "AIDA`],
      ['without a name', { userName: undefined }, `${name}; got undefined`],
      ['with an empty name', { userName: '' }, `${name}; got ""`],
      ['with a sentence for a name', { userName: 'No output available yet' }, `${name}; got "No output`],
      ['with a reference for a name', { userName: '{{ FindUser.UserName }}' }, `${name}; got "{{ FindUser`],
      ['with a name after more', { userName: ' dave' }, `${name}; got " dave"`],
      ['with a name before more', { userName: 'dave ' }, `${name}; got "dave "`],
      ['with too long a name', { userName: 'n'.repeat(65) }, `${name}; got "nnn`],
    ])('%s', async (_what, changed, message) => {
      const event = { task, ...subject, ...changed };

      await expect(dispatch(liveDependencies(), event)).rejects.toThrow(`event field ${message}`);
    });
  });
});

describe('The seconds that are left to the next report', () => {
  it.each([[undefined], ['dave'], [['AIDACKCEVSQ6C2EXAMPLE']]])('are refused for %j', async (userId) => {
    await expect(dispatch(liveDependencies(), { task: 'seconds left', userId })).rejects.toThrow(
      "event field userId must be an IAM user's unique id (AIDA…)",
    );
  });

  it.each([
    ['of a report of now', 0, 4 * HOUR],
    ['of a report of three hours ago', 3 * HOUR, HOUR],
  ])('are a whole number, spread by user: %s', async (_what, age, left) => {
    const account = await DeployedAccount.create([]);
    account.aws.iam.makeReport(NOW - age);

    const secondsFor = async (userId: string) =>
      Number((await account.invokeFunction({ task: 'seconds left', userId })).payload);
    const seconds = [await secondsFor('AIDACKCEVSQ6C2EXAMPLA'), await secondsFor('AIDACKCEVSQ6C2EXAMPLB')];
    await account.close();

    expect(seconds[1]).toBe((seconds[0] ?? 0) + 60);
    for (const each of seconds) {
      expect(each * 1000).toBeGreaterThanOrEqual(left + MINUTE);
      expect(each * 1000).toBeLessThanOrEqual(left + 10 * MINUTE);
    }
  });
});

describe('The confirmation', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it('logs the user, the rule and the answer', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    expect(account.logs()).toContainEqual(
      expect.objectContaining({
        message: {
          outcome: 'confirmed',
          ruleName: RULE,
          userId: idOf(account, 'dave'),
          userName: 'dave',
          answer: 'keep: signed in, or password set, within 90 days',
        },
      }),
    );
  });

  it.each([
    ['takes a report that is half an hour old', 30 * MINUTE, []],
    ['waits for the next if the report is a second older', 30 * MINUTE + 1000, ['WaitForReport Success']],
  ])('%s', async (_what, age, waits) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport();
    await account.evaluate();
    account.aws.iam.makeReport(account.aws.clock.now() - age);

    await account.settle();

    expect(stepsOf(account.theExecution()).filter((step) => step.startsWith('WaitForReport'))).toEqual(waits);
    expect(account.hasPassword('dave')).toBe(false);
  });

  it('has runs that wait for the same report wake over ten minutes, not all at once', async () => {
    account = await DeployedAccount.create(
      Array.from({ length: 20 }, (_, index) => inactiveUser({ userName: `user-${index}` })),
      { parameters: { MaxRemovals: '20' } },
    );
    account.aws.iam.makeReport(NOW - 3 * HOUR);

    await account.evaluate();
    await account.settle();

    const wakings = account
      .executions()
      .map(({ steps }) => ((steps.find(({ name }) => name === 'WaitForReport')?.end ?? 0) - NOW - HOUR) / MINUTE);
    expect(new Set(wakings).size).toBeGreaterThan(4);
    expect(Math.min(...wakings)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...wakings)).toBeLessThanOrEqual(10);
  });

  it('reads nothing that decides before the report is there', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.aws.iam.makeReport(account.aws.clock.now() - 5 * HOUR);
    account.aws.endpoint.calls.splice(0);
    let before = {};
    account.meanwhile('GetCredentialReport', () => {
      before = account.calls();
    });

    await account.settle();

    expect(before).toEqual({ ListDiscoveredResources: 1, GenerateCredentialReport: 3 });
  });

  it('reads each thing once, and the user last', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.aws.endpoint.calls.splice(0);

    await account.settle();

    const operations = account.aws.endpoint.calls.map(({ operation }) => operation);
    const reads = operations.slice(0, operations.indexOf('DeleteLoginProfile'));
    expect(reads.toSorted()).toEqual([
      'DescribeConfigRules',
      'GenerateCredentialReport',
      'GetComplianceDetailsByConfigRule',
      'GetCredentialReport',
      'GetLoginProfile',
      'GetUser',
      'ListAccessKeys',
      'ListDiscoveredResources',
    ]);
    expect(reads.at(-1)).toBe('GetUser');
  });

  it('goes by the parameters of its own rule, not of another', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.putRule('a-rule', { exemptUsers: 'dave' });

    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('dave')).toBe(false);
  });

  it('ignores a parameter of another release', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => changeParameters(account, { minRemovals: '1' }));

    expect(account.hasPassword('dave')).toBe(false);
  });

  it.each([{ ConfigRules: [] }, {}])('is not clear if Config does not know the rule any more (%j)', async (answer) => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => account.alterAnswers('DescribeConfigRules', () => answer));

    expect(account.theExecution().failureMessage).toContain(`Config has no rule ${RULE}`);
    expect(account.hasPassword('dave')).toBe(true);
  });

  it.each([
    ['GetComplianceDetailsByConfigRule', {}, 'AWS answered without EvaluationResults'],
    ['ListAccessKeys', {}, 'AWS answered without AccessKeyMetadata'],
    ['ListAccessKeys', { AccessKeyMetadata: [], IsTruncated: true }, 'AWS answered without Marker'],
    ['GetLoginProfile', {}, 'AWS answered without CreateDate of the login profile'],
    ['GetUser', {}, 'AWS answered without UserId'],
  ])('is not clear if %s answers %j', async (operation, answer, message) => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => account.alterAnswers(operation, () => answer));

    expect(account.theExecution().failureMessage).toContain(message);
    expect(account.hasPassword('dave')).toBe(true);
  });
});
