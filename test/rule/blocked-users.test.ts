import { AwsError } from '../../sandbox/index';
import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

describe('A remediation exception', () => {
  it('of a user is reported once, with the command that clears it, and named in the annotation', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    const userId = account.aws.iam.find('dave')?.userId;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'DeleteLoginProfile') throw new AwsError('ServiceFailure', 'not now', 500);
    });

    for (let day = 0; day < 9; day += 1) {
      await account.evaluate();
      await account.settle();
      await account.pass(DAY);
    }

    expect(account.compliance()['dave']).toMatch(
      /^NON_COMPLIANT dave: .*; a remediation exception blocks the removal$/,
    );
    expect(account.events('IAM User Remediation Blocked')).toEqual([
      {
        ruleName: RULE,
        userId,
        userName: 'dave',
        message: `IAM user dave is inactive, but a remediation exception blocks the removal of the password. Look at the failed runs, then clear it: aws configservice delete-remediation-exceptions --config-rule-name inactive-iam-users --resource-keys ResourceType=AWS::IAM::User,ResourceId=${userId}`,
      },
    ]);
  });

  it('that has expired does not count', async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();
    const resource = { ResourceType: 'AWS::IAM::User', ResourceId: account.aws.iam.find('dave')?.userId };
    await account.aws.endpoint.call(account.aws.operator, 'config', 'PutRemediationExceptions', {
      ConfigRuleName: RULE,
      ResourceKeys: [resource],
      ExpirationTime: new Date(account.aws.clock.now() + DAY),
    });
    await account.pass(2 * DAY);

    await account.evaluate();

    expect(account.compliance()['dave']).not.toContain('blocks');
    expect(account.events('IAM User Remediation Blocked')).toEqual([]);
  });

  const expiry = (milliseconds: number) => ({ ExpirationTime: new Date(NOW + milliseconds) });
  it.each<[string, number, (ResourceId?: string) => object]>([
    ['without an end blocks', 1, (ResourceId) => ({ RemediationExceptions: [{ ResourceId }] })],
    ['that ends later blocks', 1, (ResourceId) => ({ RemediationExceptions: [{ ResourceId, ...expiry(HOUR) }] })],
    ['that ends now does not block', 0, (ResourceId) => ({ RemediationExceptions: [{ ResourceId, ...expiry(0) }] })],
    ['that ended does not block', 0, (ResourceId) => ({ RemediationExceptions: [{ ResourceId, ...expiry(-HOUR) }] })],
    ['of nobody does not block', 0, () => ({ RemediationExceptions: [{}] })],
    ['does not block if Config answers without any', 0, () => ({})],
  ])('%s, and the log counts it', async (_what, blocked, exceptions) => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin' })], {
      parameters: { AutomaticRemediation: 'false' },
    });
    account.aws.iam.makeReport();
    const userId = account.aws.iam.find('dave')?.userId;
    account.alterAnswers('DescribeRemediationExceptions', () => exceptions(userId));

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(account.logs()).toMatchObject([{ message: { inactive: 2, blocked } }, {}]);
    expect(account.events('IAM User Remediation Blocked')).toHaveLength(blocked);
  });

  it('of a user who is active again blocks nothing', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()], {
      parameters: { AutomaticRemediation: 'false' },
    });
    const { userId } = account.aws.iam.find('alice') ?? {};
    account.alterAnswers('DescribeRemediationExceptions', () => ({ RemediationExceptions: [{ ResourceId: userId }] }));

    await account.evaluate();

    expect(account.compliance()['alice']).toBe('COMPLIANT alice: signed in, or password set, within 90 days');
    expect(account.events('IAM User Remediation Blocked')).toEqual([]);
  });
});
