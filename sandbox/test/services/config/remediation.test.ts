import { AwsError, NotModelled } from '../../../core/aws-error';
import {
  failure,
  HOUR,
  MINUTE,
  NOW,
  rates,
  remediated,
  remediationProperties,
  ROLE_ARN,
  RULE,
  SECOND,
} from './local-config';

describe('PutRemediationConfigurations', () => {
  it.each(['starts', 'ignored'] as const)(
    'starts a run for each NON_COMPLIANT resource, by the new configuration, whether a repetition %s',
    async (repeatedNonCompliant) => {
      const { config, clock, evaluate, automation } = remediated(2, {}, { repeatedNonCompliant });
      await evaluate();
      config.putRemediation(remediationProperties({ TargetId: 'AnotherDocument' }));
      await clock.runUntilIdle();
      expect(automation.started.map(({ documentName }) => documentName)).toEqual([
        'DisableConsoleAccess',
        'DisableConsoleAccess',
        'AnotherDocument',
        'AnotherDocument',
      ]);
      expect(automation.resources).toEqual(['AIDA00', 'AIDA01', 'AIDA00', 'AIDA01']);
    },
  );

  it('starts nothing for a manual remediation, nor for a rule without results', async () => {
    const { config, clock, evaluate, automation } = remediated(1, { Automatic: false });
    config.putRemediation(remediationProperties());
    config.putRemediation(remediationProperties({ Automatic: false }));
    await evaluate();
    config.putRemediation(remediationProperties({ Automatic: false }));
    await clock.runUntilIdle();
    expect(automation.started).toEqual([]);
  });
});

describe('automatic remediation', () => {
  it('starts the runbook for each non-compliant resource when the evaluation has ended', async () => {
    const { evaluate, automation, config, rule } = remediated(2);
    rule.verdicts = { ...rule.verdicts, AIDAGOOD: 'COMPLIANT' };

    await evaluate();

    expect(automation.started).toMatchObject([
      {
        documentName: 'DisableConsoleAccess',
        parameters: { AutomationAssumeRole: [ROLE_ARN], ResourceId: ['AIDA00'] },
        startedBy: expect.stringContaining('assumed-role/AWSServiceRoleForConfigRemediation/'),
      },
      { parameters: { ResourceId: ['AIDA01'] } },
    ]);
    expect(config.remediation.runs).toMatchObject([
      {
        ruleName: RULE,
        resourceId: 'AIDA00',
        trigger: 'automatic',
        state: 'SUCCEEDED',
        executionId: 'execution-1',
        queued: NOW,
        started: NOW,
        ended: NOW + 10 * SECOND,
        steps: [{ name: 'Work', status: 'Success' }],
      },
      { resourceId: 'AIDA01', started: NOW + SECOND, ended: NOW + 11 * SECOND },
    ]);
  });

  it.each([
    { name: 'a manual remediation', properties: { Automatic: false } },
    { name: 'no non-compliant resource', verdicts: { AIDA00: 'COMPLIANT' } },
  ])('does nothing with $name', async ({ properties, verdicts }) => {
    const { evaluate, automation, rule } = remediated(1, properties);
    rule.verdicts = verdicts ?? rule.verdicts;
    await evaluate();
    expect(automation.started).toEqual([]);
  });

  it('starts for resources already stored as non-compliant if the function fails', async () => {
    const { evaluate, automation, rule, config, clock } = remediated(1, { Automatic: false });
    await evaluate();
    config.putRemediation(remediationProperties());
    await clock.runUntilIdle();
    rule.instead = async () => ({ payload: '{}', functionError: 'Unhandled', log: [] });
    await evaluate();
    expect(automation.resources).toEqual(['AIDA00', 'AIDA00']);
  });

  it('does nothing if the function could not be invoked', async () => {
    const { evaluate, automation, rule, config, clock } = remediated(1, { Automatic: false });
    await evaluate();
    config.putRemediation(remediationProperties());
    await clock.runUntilIdle();
    rule.invocable = false;
    await evaluate();
    expect(automation.started).toHaveLength(1);
  });

  it('starts one run a second', async () => {
    const { evaluate, automation } = remediated(5);
    await evaluate();
    expect(automation.started.map(({ time }) => (time - NOW) / SECOND)).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([
    { percentage: 100, most: 20 },
    { percentage: 25, most: 5 },
    { percentage: 7, most: 1 },
    { percentage: 1, most: 1 },
  ])('runs $percentage % of 20 resources at once: $most', async ({ percentage, most }) => {
    const { evaluate, automation } = remediated(20, rates(percentage, 100));
    automation.duration = MINUTE;
    await evaluate();
    expect(automation.mostRunning).toBe(most);
    expect(new Set(automation.resources).size).toBe(20);
  });

  it("never runs more than SSM's 100 at once", async () => {
    const { evaluate, automation } = remediated(130);
    automation.duration = HOUR;
    await evaluate();
    expect(automation.mostRunning).toBe(100);
    expect(automation.started).toHaveLength(130);
  });

  it('works from the snapshot: it runs on a user who has become compliant', async () => {
    const { config, clock, automation, rule } = remediated(3, rates(1, 100));
    automation.duration = MINUTE;
    await config.evaluate(RULE);
    await clock.runUntil(NOW + SECOND);
    rule.verdicts = { AIDA02: 'COMPLIANT' };
    await config.evaluate(RULE);
    await clock.runUntilIdle();
    expect(automation.resources).toEqual(['AIDA00', 'AIDA01', 'AIDA02']);
  });

  it('skips a resource whose remediation waits or runs', async () => {
    const { config, clock, automation, call } = remediated(2, rates(1, 100));
    automation.duration = HOUR;
    await config.evaluate(RULE);
    await clock.runUntil(NOW + MINUTE);
    await config.evaluate(RULE);
    expect(await call('DescribeRemediationExecutionStatus', { ConfigRuleName: RULE })).toMatchObject({
      RemediationExecutionStatuses: [{ State: 'IN_PROGRESS' }, { State: 'QUEUED' }],
    });
    await clock.runUntilIdle();

    expect(automation.resources).toEqual(['AIDA00', 'AIDA01']);
    expect(config.remediation.skipped).toEqual(
      ['AIDA00', 'AIDA01'].map((resourceId) => ({
        ruleName: RULE,
        resourceId,
        time: NOW + MINUTE,
        reason: 'under way',
      })),
    );
  });

  it.each([
    ['starts', 2],
    ['ignored', 1],
  ] as const)(
    'has, in the reading "%s", %i runs for what is reported NON_COMPLIANT twice',
    async (repeatedNonCompliant, runs) => {
      const { evaluate, automation } = remediated(1, {}, { repeatedNonCompliant });
      await evaluate();
      await evaluate();
      expect(automation.started).toHaveLength(runs);
    },
  );

  it('starts for a resource that was compliant in between, even if repeated results are ignored', async () => {
    const { evaluate, automation, rule } = remediated(2, {}, { repeatedNonCompliant: 'ignored' });
    await evaluate();
    rule.verdicts = { AIDA00: 'NOT_APPLICABLE', AIDA01: 'NON_COMPLIANT' };
    await evaluate();
    rule.verdicts = { AIDA00: 'NON_COMPLIANT', AIDA01: 'NON_COMPLIANT' };
    await evaluate();
    expect(automation.resources).toEqual(['AIDA00', 'AIDA01', 'AIDA00']);
  });

  it("passes the remediation's static parameters to each run", async () => {
    const parameters = {
      DryRun: { StaticValue: { Values: ['true'] } },
      Names: { StaticValue: { Values: ['a', 'b'] } },
    };
    const { evaluate, automation } = remediated(1, {
      Parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [ROLE_ARN] } },
        ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
        ...parameters,
      },
    });
    await evaluate();
    expect(automation.started.map(({ parameters: given }) => given)).toEqual([
      { AutomationAssumeRole: [ROLE_ARN], ResourceId: ['AIDA00'], DryRun: ['true'], Names: ['a', 'b'] },
    ]);
  });

  it('stops starting when too many runs have failed', async () => {
    const { evaluate, automation, config } = remediated(10, rates(10, 40));
    automation.end = () => failure();
    await evaluate();
    expect(automation.started).toHaveLength(5);
    expect(config.remediation.skipped).toHaveLength(5);
    expect(config.remediation.skipped[0]).toMatchObject({ resourceId: 'AIDA05', reason: 'too many errors' });
    expect(config.remediation.runs).toHaveLength(5);
  });

  it('goes on while no more have failed than are allowed', async () => {
    const { evaluate, automation } = remediated(10, rates(10, 40));
    automation.end = (id) => (id < 'AIDA04' ? failure() : { status: 'Success', steps: [] });
    await evaluate();
    expect(automation.started).toHaveLength(10);
  });

  it.each(['Failed', 'TimedOut', 'Cancelled'] as const)('has failed if the execution is %s', async (status) => {
    const { evaluate, automation, config } = remediated(1);
    automation.end = () => ({ status, steps: [] });
    await evaluate();
    expect(config.remediation.runs).toMatchObject([{ state: 'FAILED' }]);
  });

  it('has failed if SSM refuses to start it', async () => {
    const { evaluate, automation, config } = remediated(1);
    automation.refusal = new AwsError('InvalidAutomationExecutionParametersException', 'unknown parameter');
    await evaluate();
    expect(config.remediation.runs).toMatchObject([{ state: 'FAILED', failureMessage: 'unknown parameter' }]);
  });

  it('does not hide a failure of the sandbox', async () => {
    const { config, clock, automation } = remediated(1);
    automation.refusal = new NotModelled('this action');
    await config.evaluate(RULE);
    await expect(clock.runUntilIdle()).rejects.toThrow('not modelled by this local AWS: this action');
  });
});
