import { TASKS } from '../../remediation/protocol';
import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/default-parameters';
import { activeUser, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const DOCUMENT = 'AWS::SSM::Document';

describe('A parameter of the runbook', () => {
  it.each<[string, Record<string, string[]>, string]>([
    ['a name in place of an id', { ResourceId: ['alice'] }, 'ResourceId'],
    ['a template expression', { ResourceId: ['{{ global:ACCOUNT_ID }}'] }, 'ResourceId'],
    ['an id with something behind it', { ResourceId: ['AIDAEXAMPLEEXAMPLE01", "x": "'] }, 'ResourceId'],
    ['an id with a second line', { ResourceId: ['AIDAEXAMPLEEXAMPLE01\nalice'] }, 'ResourceId'],
    ['two ids', { ResourceId: ['AIDAEXAMPLEEXAMPLE01', 'AIDAEXAMPLEEXAMPLE02'] }, 'ResourceId'],
    ['the name that a step is to find', { UserName: ['alice'] }, 'UserName'],
    ['another step’s output', { 'Confirm.Payload': ['delete: alice'] }, 'Confirm.Payload'],
    ['a user for the role', { AutomationAssumeRole: ['arn:aws:iam::123456789012:user/alice'] }, 'AutomationAssumeRole'],
  ])('cannot be %s', async (_, parameters, named) => {
    account = await DeployedAccount.create([activeUser()]);

    const start = startRunbook(parameters);

    await expect(start).rejects.toThrow(named);
    await account.settle();
    expect(account.hasPassword('alice')).toBe(true);
    expect(account.executions()).toEqual([]);
  });

  it('that names an active user leads to no deletion', async () => {
    account = await DeployedAccount.create([activeUser()]);

    await startRunbook({ ResourceId: [account.aws.iam.find('alice')?.userId ?? ''] });
    await account.settle();

    expect(account.hasPassword('alice')).toBe(true);
    expect(account.theExecution().status).toBe('Success');
  });

  it('that names a role of more power does not get it: only SSM may assume it, and this one it may not', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    const lambdaRole = account.aws.roles
      .all()
      .find(({ policies }) => JSON.stringify(policies).includes('PutEvaluations'));

    const start = startRunbook({
      ResourceId: [account.aws.iam.find('dave')?.userId ?? ''],
      AutomationAssumeRole: [lambdaRole?.arn ?? ''],
    });

    await expect(start).rejects.toThrow(/assume/i);
    expect(account.hasPassword('dave')).toBe(true);
  });
});

/** Somebody starts the runbook by hand, with its own role unless the parameters say otherwise. */
async function startRunbook(parameters: Record<string, string[]>): Promise<unknown> {
  const { aws, stack } = account;
  const document = Object.values(stack.resources).find(({ type }) => type === DOCUMENT)?.physicalId;
  const role =
    aws.roles.all().find(({ policies }) => JSON.stringify(policies).includes('DeleteLoginProfile'))?.arn ?? '';
  return await aws.endpoint.call(aws.operator, 'ssm', 'StartAutomationExecution', {
    DocumentName: document,
    Parameters: { AutomationAssumeRole: [role], ...parameters },
  });
}

const ID = 'AIDAEXAMPLEEXAMPLE01';

describe('An event of the function that is forged', () => {
  it.each<[string, unknown, RegExp]>([
    ['and is no object', 'delete: alice', /\(the event\)/],
    ['as that of 0.1.0’s runbook', { ruleName: RULE, userId: ID, userName: 'alice' }, /task/],
    ['with another task', { task: 'delete', ruleName: RULE, userId: ID, userName: 'alice' }, /task/],
    ['with a task that every object has', { task: 'toString', ruleName: RULE }, /task/],
    ['without the rule', { task: TASKS.confirm, userId: ID, userName: 'alice' }, /ruleName/],
    ['with no id of a user', { task: TASKS.confirm, ruleName: RULE, userId: '../alice', userName: 'alice' }, /userId/],
    [
      'with SSM’s sentence for a name',
      { task: TASKS.confirm, ruleName: RULE, userId: ID, userName: 'No output available yet' },
      /userName/,
    ],
    [
      'with a template expression for a name',
      { task: TASKS.confirmAfterWait, ruleName: RULE, userId: ID, userName: '{{ResourceId}}' },
      /userName/,
    ],
    ['without the run to tell of', { task: TASKS.tell, executionId: '' }, /executionId/],
    [
      'by another message type',
      {
        invokingEvent: JSON.stringify({ messageType: 'ConfigurationItemChangeNotification' }),
        resultToken: 't',
        configRuleName: RULE,
      },
      /messageType/,
    ],
    ['by nothing', {}, /task/],
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
