import { FUNCTION_ARN, HOUR, localRule, MINUTE, NOW, RULE, ruleProperties, schedule } from './local-config';

describe('an evaluation', () => {
  it("invokes the rule's function with a scheduled notification", async () => {
    const { config, rule, arn, ruleId } = localRule();

    await config.evaluate(RULE);

    expect(rule.invokers).toEqual([
      { principal: 'config.amazonaws.com', sourceAccount: '111122223333', sourceArn: arn },
    ]);
    expect(rule.events).toEqual([
      {
        version: '1.0',
        invokingEvent: JSON.stringify({
          awsAccountId: '111122223333',
          notificationCreationTime: '2026-01-15T12:00:00.000Z',
          messageType: 'ScheduledNotification',
          recordVersion: '1.0',
        }),
        ruleParameters: '{"days":"90"}',
        resultToken: expect.any(String),
        eventLeftScope: false,
        executionRoleArn:
          'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
        configRuleArn: arn,
        configRuleName: RULE,
        configRuleId: ruleId,
        accountId: '111122223333',
      },
    ]);
  });

  it('sends an empty object if the rule has no parameters', async () => {
    const { config, rule } = localRule();
    config.putRule(ruleProperties({ InputParameters: undefined }));

    await config.evaluate(RULE);

    expect(rule.events).toMatchObject([{ ruleParameters: '{}' }]);
  });

  it('counts what was recorded', async () => {
    const { config, rule } = localRule();
    rule.verdicts = { AIDA1: 'COMPLIANT', AIDA2: 'NON_COMPLIANT' };

    const run = await config.evaluate(RULE);

    expect(run).toEqual({ ruleName: RULE, trigger: 'schedule', started: NOW, ended: NOW, reported: NOW, recorded: 2 });
    expect(config.compliance.recordedEvaluations).toBe(2);
  });

  it("has the function's failure as its error", async () => {
    const { config, rule } = localRule();
    rule.instead = async () => ({
      payload: '{"errorType":"Error","errorMessage":"AccessDenied on iam:ListUsers"}',
      functionError: 'Unhandled',
      log: [],
    });

    const run = await config.evaluate(RULE);

    expect(run.error).toEqual({ kind: 'function', code: 'Unhandled', message: 'AccessDenied on iam:ListUsers' });
    expect(run.ended).toBe(NOW);
  });

  it('has the refused invocation as its error', async () => {
    const { config, rule } = localRule();
    rule.invocable = false;

    const run = await config.evaluate(RULE);

    expect(run.error).toMatchObject({ kind: 'invocation', code: 'AccessDeniedException' });
  });

  it('lets a failure of the sandbox itself through', async () => {
    const { config, rule } = localRule();
    rule.instead = async () => {
      throw new TypeError('a bug');
    };
    await expect(config.evaluate(RULE)).rejects.toThrow('a bug');
  });

  it('needs a rule', async () => {
    const { config } = localRule();
    await expect(config.evaluate('nobody')).rejects.toMatchObject({
      code: 'NoSuchConfigRuleException',
      message: "The ConfigRule 'nobody' provided in the request is invalid. Please check the configRule name.",
    });
  });
});

describe('the schedule', () => {
  it('runs a new rule at once and then at its frequency, in the background', async () => {
    const { config, wait, clock } = localRule();
    config.putRule(
      ruleProperties({
        Source: {
          Owner: 'CUSTOM_LAMBDA',
          SourceIdentifier: FUNCTION_ARN,
          SourceDetails: [schedule({ MaximumExecutionFrequency: 'Six_Hours' })],
        },
      }),
    );
    config.startSchedule();

    await wait(0);
    expect(config.runs).toHaveLength(1);
    await clock.runUntilIdle();
    expect(config.runs).toHaveLength(1);
    await wait(24 * HOUR);

    expect(config.runs.map(({ started }) => (started - NOW) / HOUR)).toEqual([0, 6, 12, 18, 24]);
  });

  it('continues from the last scheduled run', async () => {
    const { config, wait } = localRule();
    await config.evaluate(RULE);
    await wait(HOUR);

    config.startSchedule();
    config.startSchedule();
    config.putRule(ruleProperties());
    await wait(24 * HOUR);

    expect(config.runs.map(({ started }) => (started - NOW) / HOUR)).toEqual([0, 24]);
  });

  it('includes a rule that is put later', async () => {
    const { config, wait } = localRule();
    config.startSchedule();
    await wait(HOUR);

    config.putRule(ruleProperties({ ConfigRuleName: 'another' }));
    await wait(0);

    expect(config.runs.map(({ ruleName }) => ruleName)).toEqual([RULE, 'another']);
  });
});

describe('StartConfigRulesEvaluation', () => {
  const start = { ConfigRuleNames: [RULE] };

  it('answers at once, and the evaluation follows on the clock', async () => {
    const { call, config, rule, clock } = localRule();

    expect(await call('StartConfigRulesEvaluation', start)).toEqual({});
    expect(rule.events).toHaveLength(0);
    expect(await call('DescribeConfigRules')).toMatchObject({ ConfigRules: [{ ConfigRuleState: 'EVALUATING' }] });
    await clock.runUntilIdle();

    expect(rule.events).toHaveLength(1);
    expect(config.runs).toMatchObject([{ trigger: 'on-demand', started: NOW, ended: NOW }]);
    expect(await call('DescribeConfigRules')).toMatchObject({ ConfigRules: [{ ConfigRuleState: 'ACTIVE' }] });
  });

  it('is refused while an evaluation runs', async () => {
    const { call, rule, clock, wait } = localRule();
    rule.instead = async () => {
      await clock.sleep(5 * MINUTE);
      return { payload: 'null', log: [] };
    };
    await call('StartConfigRulesEvaluation', start);
    await wait(2 * MINUTE);

    await expect(call('StartConfigRulesEvaluation', start)).rejects.toMatchObject({ code: 'LimitExceededException' });
    await wait(4 * MINUTE);
    await expect(call('StartConfigRulesEvaluation', start)).resolves.toEqual({});
  });

  it('is refused while the scheduled evaluation runs', async () => {
    const { call, config, rule, clock } = localRule();
    rule.instead = async () => {
      await clock.sleep(MINUTE);
      return { payload: 'null', log: [] };
    };
    const run = config.evaluate(RULE);

    await expect(call('StartConfigRulesEvaluation', start)).rejects.toMatchObject({ code: 'LimitExceededException' });
    await clock.runUntilIdle();
    await run;
  });

  it('is accepted once a minute', async () => {
    const { call, wait } = localRule();
    await call('StartConfigRulesEvaluation', start);
    await wait(59_999);
    await expect(call('StartConfigRulesEvaluation', start)).rejects.toMatchObject({ code: 'LimitExceededException' });
    await wait(1);
    await expect(call('StartConfigRulesEvaluation', start)).resolves.toEqual({});
  });

  it.each([
    {
      name: 'a rule that does not exist',
      input: { ConfigRuleNames: [RULE, 'nobody'] },
      code: 'NoSuchConfigRuleException',
    },
    { name: 'no names', input: {}, code: 'ValidationException' },
    { name: 'an empty list', input: { ConfigRuleNames: [] }, code: 'ValidationException' },
    {
      name: '26 names',
      input: { ConfigRuleNames: Array.from({ length: 26 }, () => RULE) },
      code: 'ValidationException',
    },
  ])('refuses $name', async ({ input, code }) => {
    const { call, config } = localRule();
    await expect(call('StartConfigRulesEvaluation', input)).rejects.toMatchObject({ code });
    expect(config.runs).toHaveLength(0);
  });
});

describe('DescribeConfigRuleEvaluationStatus', () => {
  it('knows nothing of a rule that has never run', async () => {
    const { call, arn, ruleId } = localRule();
    expect(await call('DescribeConfigRuleEvaluationStatus')).toEqual({
      ConfigRulesEvaluationStatus: [
        {
          ConfigRuleName: RULE,
          ConfigRuleArn: arn,
          ConfigRuleId: ruleId,
          FirstActivatedTime: new Date(NOW),
          FirstEvaluationStarted: false,
        },
      ],
    });
  });

  it('keeps the last times and the last error', async () => {
    const { call, config, rule, wait } = localRule();
    rule.verdicts = { AIDA1: 'COMPLIANT' };
    await config.evaluate(RULE);
    await wait(HOUR);
    rule.instead = async () => ({ payload: 'Task timed out', functionError: 'Unhandled', log: [] });
    await config.evaluate(RULE);
    await wait(HOUR);
    rule.invocable = false;
    await config.evaluate(RULE);

    expect(await call('DescribeConfigRuleEvaluationStatus', { ConfigRuleNames: [RULE] })).toMatchObject({
      ConfigRulesEvaluationStatus: [
        {
          LastSuccessfulInvocationTime: new Date(NOW + HOUR),
          LastFailedInvocationTime: new Date(NOW + 2 * HOUR),
          LastSuccessfulEvaluationTime: new Date(NOW),
          LastFailedEvaluationTime: new Date(NOW + HOUR),
          LastErrorCode: 'AccessDeniedException',
          LastErrorMessage: 'not authorized to perform: lambda:InvokeFunction',
          FirstEvaluationStarted: true,
        },
      ],
    });
  });

  it.each([
    { name: 'a rule that does not exist', input: { ConfigRuleNames: ['nobody'] }, code: 'NoSuchConfigRuleException' },
    { name: 'a limit of 51', input: { Limit: 51 }, code: 'ValidationException' },
  ])('refuses $name', async ({ input, code }) => {
    const { call } = localRule();
    await expect(call('DescribeConfigRuleEvaluationStatus', input)).rejects.toMatchObject({ code });
  });
});
