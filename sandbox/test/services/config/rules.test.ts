import { FUNCTION_ARN, localConfig, RULE, ruleProperties, schedule } from './local-config';

function source(overrides: object): object {
  return {
    Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: FUNCTION_ARN, SourceDetails: [schedule()], ...overrides },
  };
}

describe('a Config rule', () => {
  it('gets an ARN and an id, and is described as it was put', async () => {
    const { config, call } = localConfig();

    const { arn, ruleId, name } = config.putRule(ruleProperties());

    expect(name).toBe(RULE);
    expect(ruleId).toMatch(/^config-rule-[a-z0-9]{6}$/);
    expect(arn).toBe(`arn:aws:config:us-east-1:111122223333:config-rule/${ruleId}`);
    expect(await call('DescribeConfigRules', { ConfigRuleNames: [RULE] })).toEqual({
      ConfigRules: [
        {
          ConfigRuleName: RULE,
          ConfigRuleArn: arn,
          ConfigRuleId: ruleId,
          Description: 'Marks some IAM users.',
          Source: {
            Owner: 'CUSTOM_LAMBDA',
            SourceIdentifier: FUNCTION_ARN,
            SourceDetails: [schedule()],
          },
          InputParameters: '{"days":"90"}',
          ConfigRuleState: 'ACTIVE',
          EvaluationModes: [{ Mode: 'DETECTIVE' }],
        },
      ],
    });
  });

  it('keeps its ARN when it is put again', async () => {
    const { config, call } = localConfig();
    const first = config.putRule(ruleProperties());

    const second = config.putRule(ruleProperties({ InputParameters: { days: '45' } }));

    expect(second.arn).toBe(first.arn);
    expect(await call('DescribeConfigRules')).toMatchObject({
      ConfigRules: [{ InputParameters: '{"days":"45"}' }],
    });
  });

  it('runs every 24 hours if no frequency is given', async () => {
    const { config, call } = localConfig();

    config.putRule(
      ruleProperties(source({ SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ScheduledNotification' }] })),
    );

    expect(await call('DescribeConfigRules')).toMatchObject({
      ConfigRules: [{ Source: { SourceDetails: [{ MaximumExecutionFrequency: 'TwentyFour_Hours' }] } }],
    });
  });

  it('is refused if Config may not invoke the function', () => {
    const { config, rule } = localConfig();
    rule.invocable = false;

    expect(() => config.putRule(ruleProperties())).toThrow(
      expect.objectContaining({
        code: 'InsufficientPermissionsException',
        message: `The AWS Lambda function ${FUNCTION_ARN} cannot be invoked. Check the specified function ARN, and check the function's permissions.`,
      }),
    );
  });

  it.each([
    { name: 'a JSON string', given: '{"days":"90"}', stored: '{"days":"90"}' },
    { name: "a template's numbers and booleans", given: { days: 90, on: true }, stored: '{"days":"90","on":"true"}' },
  ])('takes input parameters as $name', async ({ given, stored }) => {
    const { config, call } = localConfig();
    config.putRule(ruleProperties({ InputParameters: given }));
    expect(await call('DescribeConfigRules')).toMatchObject({ ConfigRules: [{ InputParameters: stored }] });
  });

  it('needs no input parameters', async () => {
    const { config, call } = localConfig();
    config.putRule(ruleProperties({ InputParameters: undefined }));
    expect(await call('DescribeConfigRules')).toHaveProperty('ConfigRules.0.InputParameters', undefined);
  });

  const value = 'InvalidParameterValueException';
  const validation = 'ValidationException';
  it.each([
    { name: 'no name', properties: { ConfigRuleName: undefined }, code: validation },
    { name: 'a name of 129 characters', properties: { ConfigRuleName: 'n'.repeat(129) }, code: validation },
    { name: 'a blank name', properties: { ConfigRuleName: '  ' }, code: validation },
    { name: 'a description of 257 characters', properties: { Description: 'd'.repeat(257) }, code: validation },
    { name: 'an empty input parameter', properties: { InputParameters: { days: '' } }, code: value },
    { name: 'a number in JSON text', properties: { InputParameters: '{"days":90}' }, code: value },
    { name: 'broken JSON', properties: { InputParameters: '{' }, code: value },
    { name: 'input parameters that are a list', properties: { InputParameters: '[]' }, code: validation },
    {
      name: '1,025 characters of input parameters',
      properties: { InputParameters: { p: 'x'.repeat(1017) } },
      code: validation,
    },
    { name: 'an owner that AWS does not know', properties: source({ Owner: 'ME' }), code: validation },
    {
      name: 'an unknown frequency',
      properties: source({ SourceDetails: [schedule({ MaximumExecutionFrequency: 'Daily' })] }),
      code: validation,
    },
    {
      name: 'another event source',
      properties: source({ SourceDetails: [schedule({ EventSource: 'aws.ec2' })] }),
      code: validation,
    },
  ])('is refused with $name', ({ properties, code }) => {
    const { config } = localConfig();
    expect(() => config.putRule(ruleProperties(properties))).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    {
      name: 'a scope',
      properties: { Scope: { ComplianceResourceTypes: ['AWS::IAM::User'] } },
      named: 'configRule.scope',
    },
    { name: 'a member in the wrong case', properties: { description: 'x' }, named: 'configRule.description' },
    { name: 'a managed rule', properties: source({ Owner: 'AWS' }), named: 'owner AWS' },
    { name: 'no trigger', properties: source({ SourceDetails: [] }), named: '0 SourceDetails' },
    { name: 'two triggers', properties: source({ SourceDetails: [schedule(), schedule()] }), named: '2 SourceDetails' },
    {
      name: 'a change trigger',
      properties: source({ SourceDetails: [schedule({ MessageType: 'ConfigurationItemChangeNotification' })] }),
      named: 'triggered by ConfigurationItemChangeNotification',
    },
  ])('is not modelled with $name, and says so', ({ properties, named }) => {
    const { config } = localConfig();
    expect(() => config.putRule(ruleProperties(properties))).toThrow(
      expect.objectContaining({ name: 'NotModelled', message: expect.stringContaining(named) }),
    );
  });

  it('accepts exactly 1,024 characters of input parameters', () => {
    const { config } = localConfig();
    expect(() => config.putRule(ruleProperties({ InputParameters: { p: 'x'.repeat(1016) } }))).not.toThrow();
  });
});

describe('DescribeConfigRules', () => {
  it('describes all rules, 25 a page', async () => {
    const { config, call } = localConfig();
    for (let index = 0; index < 26; index += 1) config.putRule(ruleProperties({ ConfigRuleName: `rule-${index}` }));

    const first = await call('DescribeConfigRules');
    expect(first).toMatchObject({ ConfigRules: expect.any(Array), NextToken: expect.any(String) });
    const token = 'NextToken' in first ? first.NextToken : undefined;
    const second = await call('DescribeConfigRules', { NextToken: token });

    expect(first).toMatchObject({ ConfigRules: { length: 25 } });
    expect(second).toMatchObject({ ConfigRules: [{ ConfigRuleName: 'rule-9' }] });
    expect(second).toHaveProperty('NextToken', undefined);
  });

  it.each([
    { name: 'a rule that does not exist', input: { ConfigRuleNames: ['nobody'] }, code: 'NoSuchConfigRuleException' },
    {
      name: '26 names',
      input: { ConfigRuleNames: Array.from({ length: 26 }, () => RULE) },
      code: 'ValidationException',
    },
    { name: 'an unknown token', input: { NextToken: 'token' }, code: 'InvalidNextTokenException' },
  ])('refuses $name', async ({ input, code }) => {
    const { config, call } = localConfig();
    config.putRule(ruleProperties());
    await expect(call('DescribeConfigRules', input)).rejects.toMatchObject({ code, status: 400 });
  });

  it('does not model filters', async () => {
    const { call } = localConfig();
    await expect(call('DescribeConfigRules', { Filters: { EvaluationMode: 'DETECTIVE' } })).rejects.toMatchObject({
      name: 'NotModelled',
    });
  });
});
