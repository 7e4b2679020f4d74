import { confirmUser } from '../../remediation/handler';
import { liveDependencies } from '../../rule/dependencies';
import { answerOf, DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, RULE, stepsOf } from '../support/deployed-account';

describe('The confirmation refuses an event', () => {
  const subject = { ruleName: RULE, userId: 'AIDACKCEVSQ6C2EXAMPLE', userName: 'dave' };
  const id = "userId must be an IAM user's unique id (AIDA…)";
  const name =
    "userName must be the name that Config's inventory has for the user; does Config record AWS::IAM::User in this region?";

  it.each<[string, unknown, string]>([
    ['that is none', 'dave', '(the event) must be an object; got "dave"'],
    ['without a rule', { ...subject, ruleName: undefined }, 'ruleName must be the name of the rule; got undefined'],
    ['with an empty rule', { ...subject, ruleName: '' }, 'ruleName must be the name of the rule; got ""'],
    ['without an id', { ...subject, userId: 7 }, `${id}; got 7`],
    ['with a list of ids', { ...subject, userId: [subject.userId] }, `${id}; got ["AIDA`],
    ['with a role’s id', { ...subject, userId: 'AROACKCEVSQ6C2EXAMPLE' }, `${id}; got "AROA`],
    ['with more before the id', { ...subject, userId: 'x AIDACKCEVSQ6C2EXAMPLE' }, `${id}; got "x AIDA`],
    ['with more after the id', { ...subject, userId: 'AIDACKCEVSQ6C2EXAMPLE x' }, `${id}; got "AIDA`],
    ['with too short an id', { ...subject, userId: 'AIDACKCEVSQ6C2E' }, `${id}; got "AIDA`],
    ['without a name', { ...subject, userName: undefined }, `${name}; got undefined`],
    ['with an empty name', { ...subject, userName: '' }, `${name}; got ""`],
    ['with a sentence for a name', { ...subject, userName: 'No output available yet' }, `${name}; got "No output`],
    ['with a name after more', { ...subject, userName: ' dave' }, `${name}; got " dave"`],
    ['with a name before more', { ...subject, userName: 'dave ' }, `${name}; got "dave "`],
    ['with too long a name', { ...subject, userName: 'n'.repeat(65) }, `${name}; got "nnn`],
  ])('%s', async (_what, event, message) => {
    await expect(confirmUser(liveDependencies(), event)).rejects.toThrow(`event field ${message}`);
  });
});

describe('The confirmation', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it('logs whom it was asked about, by which rule, and the answer', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    const { userId } = account.aws.iam.find('dave') ?? {};
    expect(account.logs()).toContainEqual(
      expect.objectContaining({
        message: {
          outcome: 'confirmed',
          ruleName: RULE,
          userId,
          userName: 'dave',
          answer: 'keep: dave: signed in, or password set, within 90 days',
          capped: false,
        },
      }),
    );
  });

  it.each([
    ['takes a report that is half an hour old', 30 * MINUTE, []],
    ['waits for the next where the report is a second older', 30 * MINUTE + 1000, ['WaitForReport Success']],
  ])('%s', async (_what, age, waits) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport();
    await account.evaluate();
    account.aws.iam.makeReport(account.aws.clock.now() - age);

    await account.settle();

    expect(stepsOf(account.theExecution()).filter((step) => step.startsWith('WaitForReport'))).toEqual(waits);
  });

  it('waits for the next report where the last has no row of a user who was renamed since', async () => {
    account = await DeployedAccount.create([inactiveUser({ userName: 'david' })]);
    account.aws.iam.makeReport();
    await account.administer('UpdateUser', { UserName: 'david', NewUserName: 'dave' });

    await account.evaluate();
    await account.settle();

    expect(stepsOf(account.theExecution())).toContain('WaitForReport Success');
    expect(account.hasPassword('dave')).toBe(false);
  });

  it('has runs that wait for the same report wake over ten minutes, not all at once', async () => {
    account = await DeployedAccount.create(
      Array.from({ length: 20 }, (_, index) => inactiveUser({ userName: `user-${index}` })),
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

  it('keeps for now where the user goes while being read', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.meanwhile('ListAccessKeys', goAway);

    await account.settle();

    expect(answerOf(account.theExecution())).toBe('keep for now: user dave has just been deleted or renamed');
  });

  it('keeps for now where the user goes while IAM makes the report', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.meanwhile('GetCredentialReport', goAway);

    await account.settle();

    expect(answerOf(account.theExecution())).toBe('keep for now: user dave has just been deleted or renamed');
    expect(account.logs()).not.toContainEqual(expect.objectContaining({ level: 'ERROR' }));
  });

  it('reads no more of a user than it takes to keep the password', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.administer('CreateAccessKey', { UserName: 'dave' });
    account.aws.endpoint.calls.splice(0);
    let confirming = {};
    account.meanwhile('StartConfigRulesEvaluation', () => {
      confirming = account.calls('iam');
    });

    await account.settle();

    expect(confirming).toEqual({ GetUser: 1, ListAccessKeys: 1 });
    expect(account.theExecution().status).toBe('Success');
  });

  it('goes by the parameters of its own rule, not of another', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.putRule('a-rule', { exemptUsers: 'dave' });

    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('dave')).toBe(false);
  });

  it.each([
    ['has the user without a password', ',true,', ',false,'],
    ['does not say when the password was changed', '2014-09-27T10:54:00Z', 'N/A'],
  ])('is not clear where the report %s', async (_what, text, instead) => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => {
      account.alterAnswers('GetCredentialReport', (report) => {
        const content: unknown = Reflect.get(report, 'Content');
        const csv = content instanceof Uint8Array ? new TextDecoder().decode(content) : '';
        return { ...report, Content: new TextEncoder().encode(csv.replaceAll(text, instead)) };
      });
    });

    expect(account.theExecution().status).toBe('Failed');
    expect(account.theExecution().failureMessage).toMatch(
      /the credential report of 2026-11-24T08:00:\d\d.\d{3}Z shows no password of dave, but IAM has one/,
    );
    expect(account.hasPassword('dave')).toBe(true);
  });

  it.each([{ ConfigRules: [] }, {}])(
    'is not clear where Config does not know the rule any more (%j)',
    async (answer) => {
      account = await DeployedAccount.create([inactiveUser()]);
      await account.remediateAfter(() => account.alterAnswers('DescribeConfigRules', () => answer));

      expect(account.theExecution().failureMessage).toContain(`Config has no rule ${RULE}`);
      expect(account.hasPassword('dave')).toBe(true);
    },
  );

  async function goAway(): Promise<void> {
    await account.administer('DeleteLoginProfile', { UserName: 'dave' });
    await account.administer('DeleteUser', { UserName: 'dave' });
  }
});
