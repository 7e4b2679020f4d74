import { ADMINISTRATOR } from '../../callers';
import { failure, keys, NOW, remediated, RULE, ruleProperties, SECOND } from './local-config';

function start(...ids: string[]): object {
  return { ConfigRuleName: RULE, ResourceKeys: keys(...ids) };
}

describe('StartRemediationExecution', () => {
  it('runs a manual remediation, as its caller', async () => {
    const { evaluate, call, clock, automation, config } = remediated(2, { Automatic: false });
    await evaluate();

    expect(await call('StartRemediationExecution', start('AIDA01'))).toEqual({});
    await clock.runUntilIdle();

    expect(automation.started).toMatchObject([
      { parameters: { ResourceId: ['AIDA01'] }, startedBy: ADMINISTRATOR.arn },
    ]);
    expect(config.remediation.runs).toMatchObject([{ trigger: 'on-demand', state: 'SUCCEEDED' }]);
  });

  it('does not count as an automatic attempt, and ignores exceptions', async () => {
    const { evaluate, call, clock, automation } = remediated(1, { MaximumAutomaticAttempts: 1 });
    automation.end = () => failure();
    await evaluate();
    await call('StartRemediationExecution', start('AIDA00'));
    await clock.runUntilIdle();
    expect(automation.started).toHaveLength(2);
  });

  it('returns the resources that it cannot run on', async () => {
    const { evaluate, call, automation, rule, clock } = remediated(2, { Automatic: false });
    rule.verdicts = { ...rule.verdicts, AIDAGOOD: 'COMPLIANT' };
    await evaluate();
    await call('StartRemediationExecution', start('AIDA00'));

    expect(await call('StartRemediationExecution', start('AIDA00', 'AIDA01', 'AIDAGOOD', 'AIDANOBODY'))).toEqual({
      FailureMessage: 'A remediation of the resource is in progress. The resource is not NON_COMPLIANT.',
      FailedItems: keys('AIDA00', 'AIDAGOOD', 'AIDANOBODY'),
    });
    await clock.runUntilIdle();

    expect(automation.resources).toEqual(['AIDA00', 'AIDA01']);
  });

  it.each([
    { name: 'no keys', input: { ConfigRuleName: RULE }, code: 'ValidationException' },
    { name: '101 keys', input: start(...Array.from({ length: 101 }, String)), code: 'ValidationException' },
    {
      name: 'a rule without a remediation',
      input: { ...start('AIDA00'), ConfigRuleName: 'bare' },
      code: 'NoSuchRemediationConfigurationException',
    },
  ])('refuses $name', async ({ input, code }) => {
    const { call, config } = remediated(1);
    config.putRule(ruleProperties({ ConfigRuleName: 'bare' }));
    await expect(call('StartRemediationExecution', input)).rejects.toMatchObject({ code, status: 400 });
  });
});

describe('DescribeRemediationExecutionStatus', () => {
  const ask = { ConfigRuleName: RULE };

  it('shows the last run of each resource, with its steps', async () => {
    const { evaluate, automation, call } = remediated(1);
    await evaluate();
    automation.end = () => failure('AccessDenied');
    await evaluate();

    expect(await call('DescribeRemediationExecutionStatus', ask)).toEqual({
      RemediationExecutionStatuses: [
        {
          ResourceKey: { resourceType: 'AWS::IAM::User', resourceId: 'AIDA00' },
          State: 'FAILED',
          InvocationTime: new Date(NOW + 10 * SECOND),
          LastUpdatedTime: new Date(NOW + 20 * SECOND),
          StepDetails: [
            {
              Name: 'Work',
              State: 'FAILED',
              ErrorMessage: 'AccessDenied',
              StartTime: new Date(NOW),
              StopTime: new Date(NOW + SECOND),
            },
            { Name: 'Delete', State: 'PENDING' },
          ],
        },
      ],
    });
  });

  it('shows the resources that are asked for, and pages', async () => {
    const { evaluate, call } = remediated(3);
    await evaluate();
    expect(
      await call('DescribeRemediationExecutionStatus', { ...ask, ResourceKeys: keys('AIDA01', 'AIDANOBODY') }),
    ).toMatchObject({ RemediationExecutionStatuses: [{ ResourceKey: { resourceId: 'AIDA01' } }] });

    const first = await call('DescribeRemediationExecutionStatus', { ...ask, Limit: 2 });
    const NextToken = 'NextToken' in first ? first.NextToken : undefined;
    expect(first).toMatchObject({ RemediationExecutionStatuses: { length: 2 } });
    expect(await call('DescribeRemediationExecutionStatus', { ...ask, NextToken })).toMatchObject({
      RemediationExecutionStatuses: [{ ResourceKey: { resourceId: 'AIDA02' } }],
    });
  });

  it.each([
    {
      name: 'a rule that does not exist',
      input: { ConfigRuleName: 'nobody' },
      code: 'NoSuchRemediationConfigurationException',
    },
    { name: 'an empty list of keys', input: { ...ask, ResourceKeys: [] }, code: 'ValidationException' },
    { name: 'a limit of 101', input: { ...ask, Limit: 101 }, code: 'ValidationException' },
    { name: 'a made-up token', input: { ...ask, NextToken: 'x' }, code: 'InvalidNextTokenException' },
  ])('refuses $name', async ({ input, code }) => {
    const { call } = remediated(1);
    await expect(call('DescribeRemediationExecutionStatus', input)).rejects.toMatchObject({ code });
  });

  it('does not model other resource types', async () => {
    const { call } = remediated(1);
    const ResourceKeys = [{ resourceType: 'AWS::IAM::Role', resourceId: 'AROA' }];
    await expect(call('DescribeRemediationExecutionStatus', { ...ask, ResourceKeys })).rejects.toMatchObject({
      name: 'NotModelled',
    });
  });
});
