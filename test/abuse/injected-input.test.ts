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
    ['a role that is none', { AutomationAssumeRole: ['arn:aws:iam::123456789012:user/alice'] }, 'AutomationAssumeRole'],
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

  it('that names a role of more power does not get it: only SSM may assume it, and this one it may not', async () => {
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

describe('An event of the function that is forged', () => {
  it.each<[string, unknown, RegExp]>([
    ['by no object', 'inactive: alice', /\(the event\)/],
    ['by no task', { ruleName: RULE, userId: 'AIDAEXAMPLEEXAMPLE01', userName: 'alice' }, /field task/],
    ['by a task that is none', { task: 'delete', userId: 'AIDAEXAMPLEEXAMPLE01' }, /field task/],
    ['by a task of every object', { task: 'constructor' }, /field task/],
    ['by a list of tasks', { task: ['confirm'] }, /field task/],
    ['without the rule', { task: 'confirm', userId: 'AIDAEXAMPLEEXAMPLE01', userName: 'alice' }, /ruleName/],
    ['by an id that is none', { task: 'confirm', ruleName: RULE, userId: '../alice', userName: 'alice' }, /userId/],
    [
      'by SSM’s sentence for a name',
      { task: 'confirm', ruleName: RULE, userId: 'AIDAEXAMPLEEXAMPLE01', userName: 'No output available yet' },
      /userName/,
    ],
    [
      'by a name with a template expression',
      { task: 'confirm after wait', ruleName: RULE, userId: 'AIDAEXAMPLEEXAMPLE01', userName: '{{ResourceId}}' },
      /userName/,
    ],
    ['by a run that is none', { task: 'tell', executionId: 7 }, /executionId/],
    [
      'by another message type',
      {
        invokingEvent: JSON.stringify({ messageType: 'ConfigurationItemChangeNotification' }),
        resultToken: 't',
        configRuleName: RULE,
      },
      /messageType/,
    ],
    ['by nothing', {}, /field task/],
  ])('%s is refused, naming the member, and nothing is read of IAM', async (_, event, named) => {
    account = await DeployedAccount.create([inactiveUser()]);

    const result = await account.invokeFunction(event);

    expect(result.functionError).toBe('Unhandled');
    expect(result.payload).toMatch(named);
    expect(account.calls()).toEqual({});
  });

  it('by a result token of one’s own changes nothing in Config', async () => {
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
