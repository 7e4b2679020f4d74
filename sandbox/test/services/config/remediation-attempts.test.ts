import { exceptionKeys, failure, HOUR, remediated, RULE } from './local-config';

describe('the brake of automatic remediation', () => {
  it('tries a failed run again after the next evaluation, until the attempts are used up', async () => {
    const { evaluate, automation, call, config } = remediated(1, { MaximumAutomaticAttempts: 3 });
    automation.end = () => failure();

    await evaluate();
    await evaluate();
    expect(await call('DescribeRemediationExceptions', { ConfigRuleName: RULE })).toEqual({
      RemediationExceptions: [],
    });
    await evaluate();
    expect(await call('DescribeRemediationExceptions', { ConfigRuleName: RULE })).toEqual({
      RemediationExceptions: [
        {
          ConfigRuleName: RULE,
          ResourceType: 'AWS::IAM::User',
          ResourceId: 'AIDA00',
          Message:
            '3 automatic remediation attempts within 3600 seconds: none will follow until this exception is deleted.',
        },
      ],
    });
    await evaluate();

    expect(automation.started).toHaveLength(3);
    expect(config.remediation.skipped).toMatchObject([{ resourceId: 'AIDA00', reason: 'exception' }]);
  });

  it('counts only the attempts within the time', async () => {
    const { evaluate, automation, wait } = remediated(1, { MaximumAutomaticAttempts: 2, RetryAttemptSeconds: 60 });
    automation.end = () => failure();
    for (let day = 0; day < 4; day += 1) {
      await evaluate();
      await wait(HOUR);
    }
    expect(automation.started).toHaveLength(4);
  });

  it('stops runs that succeed and change nothing, too', async () => {
    const { evaluate, automation, config } = remediated(1, { MaximumAutomaticAttempts: 2 });
    await evaluate();
    await evaluate();
    await evaluate();
    expect(automation.started).toHaveLength(2);
    expect(config.remediation.skipped).toMatchObject([{ reason: 'exception' }]);
  });

  it('is released when the exception has been deleted', async () => {
    const { evaluate, automation, call } = remediated(1, { MaximumAutomaticAttempts: 1 });
    automation.end = () => failure();
    await evaluate();
    await evaluate();
    expect(automation.started).toHaveLength(1);

    await call('DeleteRemediationExceptions', { ConfigRuleName: RULE, ResourceKeys: exceptionKeys('AIDA00') });
    await evaluate();

    expect(automation.started).toHaveLength(2);
  });

  it('applies to one resource, not for the others', async () => {
    const { evaluate, automation } = remediated(2, { MaximumAutomaticAttempts: 1 });
    automation.end = (id) => (id === 'AIDA00' ? failure() : { status: 'Success', steps: [] });
    await evaluate();
    await evaluate();
    expect(automation.resources).toEqual(['AIDA00', 'AIDA01']);
  });
});
