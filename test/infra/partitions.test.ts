import { DeployedAccount, inactiveUser } from '../support/deployed-account';

describe('The template', () => {
  it.each([
    ['aws', 'eu-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ] as const)('works in the partition %s', async (partition, region) => {
    const account = await DeployedAccount.create([inactiveUser({ path: '/team/' })], {
      account: { accountId: '111122223333', partition, region },
    });
    try {
      await account.evaluate();
      await account.settle();

      expect(account.hasPassword('dave')).toBe(false);
      expect(account.theExecution().status).toBe('Success');
      const arns = JSON.stringify([account.stack.resources, account.aws.roles.all()]).match(/arn:[a-z-]+:/g);
      expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
    } finally {
      await account.close();
    }
  });

  it('refuses a region in which Config does not record IAM users, before it creates anything', async () => {
    const account = { accountId: '111122223333', partition: 'aws' as const, region: 'eu-south-2' };

    await expect(DeployedAccount.create([], { account })).rejects.toThrow('does not record IAM users in this region');
  });

  it.each([
    [{ MaxIdleDays: '0' }, 'MaxIdleDays'],
    [{ MaxIdleDays: '45.5' }, 'MaxIdleDays'],
    [{ ExemptUsers: 'root-backup,' }, 'ExemptUsers'],
    [{ WarnDays: '5000' }, 'WarnDays'],
    [{ MaxRemovals: '5001' }, 'MaxRemovals'],
    [{ NotificationEmail: 'security' }, 'NotificationEmail'],
    [{ NotificationTopicArn: 'nope' }, 'NotificationTopicArn'],
    [{ LogGroupKeyArn: 'nope' }, 'LogGroupKeyArn'],
    [{ RuleName: 'n'.repeat(65) }, 'RuleName'],
    [{ EvaluationFrequency: 'Hourly' }, 'EvaluationFrequency'],
    [{ AutomaticRemediation: 'yes' }, 'AutomaticRemediation'],
    [{ MaximumAutomaticAttempts: '26' }, 'MaximumAutomaticAttempts'],
  ])('refuses the parameters %j', async (parameters, name) => {
    await expect(DeployedAccount.create([], { parameters })).rejects.toThrow(name);
  });

  it('accepts every parameter', async () => {
    const account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin', path: '/ops/' })], {
      parameters: {
        MaxIdleDays: '3650',
        ExemptUsers: 'ops/*',
        EvaluationFrequency: 'One_Hour',
        AutomaticRemediation: 'false',
        MaximumAutomaticAttempts: '25',
        RetryAttemptSeconds: '2678000',
        RuleName: 'n'.repeat(64),
        WarnDays: '90,30,14,7,1',
        MaxRemovals: '5000',
        NotificationEmail: 'security@example.com',
      },
    });
    try {
      const run = await account.aws.clock.runUntilSettled(account.aws.config.evaluate('n'.repeat(64)));
      expect(run.error).toBeUndefined();
      expect(run.recorded).toBe(2);
    } finally {
      await account.close();
    }
  });
});
