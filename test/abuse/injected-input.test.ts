import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/decision/default-parameters';
import { activeUser, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';
import { idOf, startRunbook } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

describe('A parameter of the runbook', () => {
  it.each<[string, Record<string, string[]>, string]>([
    ['a name in place of an id', { ResourceId: ['alice'] }, 'ResourceId'],
    ['a template expression', { ResourceId: ['{{ global:ACCOUNT_ID }}'] }, 'ResourceId'],
    ['an id with something behind it', { ResourceId: ['AIDAEXAMPLEEXAMPLE01", "x": "'] }, 'ResourceId'],
    ['an id with a second line', { ResourceId: ['AIDAEXAMPLEEXAMPLE01\nalice'] }, 'ResourceId'],
    ['two ids', { ResourceId: ['AIDAEXAMPLEEXAMPLE01', 'AIDAEXAMPLEEXAMPLE02'] }, 'ResourceId'],
    ['the name that a step is to find', { UserName: ['alice'] }, 'UserName'],
    ['another step’s output', { 'Confirm.Payload': ['inactive: alice'] }, 'Confirm.Payload'],
    ['a task', { task: ['confirm'] }, 'task'],
    [
      "a user's ARN in place of a role's",
      { AutomationAssumeRole: ['arn:aws:iam::123456789012:user/alice'] },
      'AutomationAssumeRole',
    ],
  ])('cannot be %s', async (_, parameters, named) => {
    account = await DeployedAccount.create([activeUser()]);

    const start = startRunbook(account, parameters);

    await expect(start).rejects.toThrow(named);
    await account.settle();
    expect(account.hasPassword('alice')).toBe(true);
    expect(account.executions()).toEqual([]);
  });

  it('that names an active user leads to no deletion', async () => {
    account = await DeployedAccount.create([activeUser()]);

    await startRunbook(account, { ResourceId: [idOf(account, 'alice')] });
    await account.settle();

    expect(account.hasPassword('alice')).toBe(true);
    expect(account.theExecution().status).toBe('Success');
  });

  it("that names the function's role does not get it: SSM may not assume that role", async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    const lambdaRole = account.aws.roles
      .all()
      .find(({ policies }) => JSON.stringify(policies).includes('PutEvaluations'));

    const start = startRunbook(account, {
      ResourceId: [idOf(account, 'dave')],
      AutomationAssumeRole: [lambdaRole?.arn ?? ''],
    });

    await expect(start).rejects.toThrow(/assume/i);
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('A forged event of the function', () => {
  it.each<[string, unknown, RegExp]>([
    ['as a string', 'inactive: alice', /\(the event\)/],
    ['without a task', { ruleName: RULE, userId: 'AIDAEXAMPLEEXAMPLE01', userName: 'alice' }, /field task/],
    ['with an unknown task', { task: 'delete', userId: 'AIDAEXAMPLEEXAMPLE01' }, /field task/],
    ["with the name of an object's own method as its task", { task: 'constructor' }, /field task/],
    ['with a list of tasks', { task: ['confirm'] }, /field task/],
    ['without the rule', { task: 'confirm', userId: 'AIDAEXAMPLEEXAMPLE01', userName: 'alice' }, /ruleName/],
    ['with an invalid id', { task: 'confirm', ruleName: RULE, userId: '../alice', userName: 'alice' }, /userId/],
    [
      "with SSM's sentence as its name",
      { task: 'confirm', ruleName: RULE, userId: 'AIDAEXAMPLEEXAMPLE01', userName: 'No output available yet' },
      /userName/,
    ],
    [
      'with a template expression in the name',
      { task: 'confirm after wait', ruleName: RULE, userId: 'AIDAEXAMPLEEXAMPLE01', userName: '{{ResourceId}}' },
      /userName/,
    ],
    ['with an invalid run', { task: 'tell', executionId: 7 }, /executionId/],
    [
      'with another message type',
      {
        invokingEvent: JSON.stringify({ messageType: 'ConfigurationItemChangeNotification' }),
        resultToken: 't',
        configRuleName: RULE,
      },
      /messageType/,
    ],
    ['without any member', {}, /field task/],
  ])('%s is refused, naming the member, and nothing is read from IAM', async (_, event, named) => {
    account = await DeployedAccount.create([inactiveUser()]);

    const result = await account.invokeFunction(event);

    expect(result.functionError).toBe('Unhandled');
    expect(result.payload).toMatch(named);
    expect(account.calls()).toEqual({});
  });

  it('with an invented result token changes nothing in Config', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    const result = await account.invokeFunction({
      invokingEvent: JSON.stringify({
        messageType: 'ScheduledNotification',
        awsAccountId: account.aws.account.accountId,
        notificationCreationTime: new Date(NOW - HOUR).toISOString(),
        recordVersion: '1.0',
      }),
      ruleParameters: JSON.stringify(parameterTexts(DEFAULT_PARAMETERS)),
      resultToken: 'forged',
      configRuleName: RULE,
      accountId: account.aws.account.accountId,
      version: '1.0',
    });

    expect(result.functionError).toBe('Unhandled');
    expect(result.payload).toContain('InvalidResultToken');
    expect(account.compliance()).toEqual({});
  });
});
