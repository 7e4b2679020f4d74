import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DAY, DeployedAccount, inactiveUser, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

/** What an operator does with the stack that `account` has. */
function operator() {
  const { aws, stack } = account;
  const client = new CloudFormationClient({
    endpoint: aws.url,
    region: aws.account.region,
    credentials: aws.operatorCredentials(),
  });
  const StackName = stack.name;
  return {
    update: async (parameters: Readonly<Record<string, string>>) => {
      const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      }));
      const options = { StackName, UsePreviousTemplate: true, Capabilities: ['CAPABILITY_IAM' as const] };
      await client.send(new UpdateStackCommand({ ...options, Parameters }));
    },
    delete: async () => await client.send(new DeleteStackCommand({ StackName })),
    status: async () => {
      const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
      return [found?.StackStatus, found?.StackStatusReason];
    },
  };
}

/** The account's calls of Config, SSM and IAM as the operator. */
const call = async (service: 'config' | 'ssm', operation: string, input: object) =>
  await account.aws.endpoint.call(account.aws.operator, service, operation, input);

const documentOf = async (ruleName: string) => {
  const answer = await call('config', 'DescribeRemediationConfigurations', { ConfigRuleNames: [ruleName] });
  return /"TargetId":"([^"]+)"/.exec(JSON.stringify(answer))?.[1] ?? '';
};

it('An update changes the rule in place: its next evaluation has the new parameters', async () => {
  account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
  const { update, status } = operator();

  await account.evaluate();
  expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT dave: inactive for more than 90 days/);
  await update({
    AutomaticRemediation: 'false',
    ExemptUsers: 'dave',
    NotificationEmail: 'a@example.com',
  });
  await account.evaluate();

  expect(await status()).toEqual(['UPDATE_COMPLETE', undefined]);
  expect(account.compliance()['dave']).toMatch(/^COMPLIANT dave: exempt/);
});

it('Another rule name makes another rule and document; the old ones go', async () => {
  account = await DeployedAccount.create([]);
  const old = await documentOf(RULE);
  await operator().update({ RuleName: 'other' });

  const renamed = await documentOf('other');
  expect(renamed).toBe(old.replace(RULE, 'other'));
  await expect(call('config', 'DescribeConfigRules', { ConfigRuleNames: [RULE] })).rejects.toThrow(RULE);
  await expect(call('ssm', 'DescribeDocument', { Name: old })).rejects.toMatchObject({ code: 'InvalidDocument' });
  await call('ssm', 'DescribeDocument', { Name: renamed });
});

it('The stack cannot be deleted while a remediation is in progress, and afterwards leaves nothing', async () => {
  const parameters = { NotificationEmail: 'security@example.com' };
  account = await DeployedAccount.create([inactiveUser()], { parameters });
  const topic = Object.values(account.stack.resources).find(({ type }) => type === 'AWS::SNS::Topic')?.physicalId ?? '';
  const { delete: deleteStack, status } = operator();
  account.aws.config.startSchedule();

  await account.evaluate();
  expect(account.aws.sns.has(topic)).toBe(true);
  await deleteStack();
  expect(await status()).toEqual([
    'DELETE_FAILED',
    expect.stringContaining('failed to delete: A remediation of the rule inactive-iam-users is in progress.'),
  ]);

  await account.settle();
  expect(account.hasPassword('dave')).toBe(false);
  await deleteStack();
  await account.pass(3 * DAY);

  await expect(status()).rejects.toThrow('does not exist');
  expect(account.aws.roles.all()).toEqual([]);
  expect(account.aws.sns.has(topic)).toBe(false);
  expect(await call('config', 'DescribeConfigRules', {})).toMatchObject({ ConfigRules: [] });
});
