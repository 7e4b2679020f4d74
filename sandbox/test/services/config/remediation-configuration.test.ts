import { localConfig, localRule, rates, remediated, remediationProperties, ROLE_ARN, RULE } from './local-config';

describe('a remediation', () => {
  it('is described as it was put', async () => {
    const { config, call } = localRule();
    config.putRemediation(remediationProperties());
    expect(await call('DescribeRemediationConfigurations', { ConfigRuleNames: [RULE, 'nobody'] })).toEqual({
      RemediationConfigurations: [
        {
          ...remediationProperties(),
          Arn: expect.stringMatching(/^arn:aws:config:us-east-1:111122223333:remediation-configuration\/[\w-]+$/),
        },
      ],
    });
  });

  it("has AWS's defaults", async () => {
    const { config, call } = localRule();
    config.putRemediation({ ConfigRuleName: RULE, TargetType: 'SSM_DOCUMENT', TargetId: 'Document' });
    expect(await call('DescribeRemediationConfigurations', { ConfigRuleNames: [RULE] })).toMatchObject({
      RemediationConfigurations: [
        { Automatic: false, MaximumAutomaticAttempts: 5, RetryAttemptSeconds: 60, ...rates(10, 50), Parameters: {} },
      ],
    });
  });

  it('takes numbers and booleans as the strings that a Ref gives', async () => {
    const { config, call } = localRule();
    config.putRemediation(
      remediationProperties({
        Automatic: 'true',
        MaximumAutomaticAttempts: '7',
        RetryAttemptSeconds: '86400',
        ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: '20', ErrorPercentage: '30' } },
      }),
    );
    expect(await call('DescribeRemediationConfigurations', { ConfigRuleNames: [RULE] })).toMatchObject({
      RemediationConfigurations: [
        { Automatic: true, MaximumAutomaticAttempts: 7, RetryAttemptSeconds: 86_400, ...rates(20, 30) },
      ],
    });
  });

  const role = { AutomationAssumeRole: { StaticValue: { Values: [ROLE_ARN] } } };
  const value = 'InvalidParameterValueException';
  const validation = 'ValidationException';
  it.each([
    { name: 'a rule that does not exist', properties: { ConfigRuleName: 'nobody' }, code: value },
    { name: 'another target type', properties: { TargetType: 'LAMBDA' }, code: validation },
    { name: 'no target', properties: { TargetId: undefined }, code: validation },
    { name: '0 attempts', properties: { MaximumAutomaticAttempts: 0 }, code: validation },
    { name: '26 attempts', properties: { MaximumAutomaticAttempts: 26 }, code: validation },
    { name: '0 seconds', properties: { RetryAttemptSeconds: 0 }, code: validation },
    { name: '2,678,001 seconds', properties: { RetryAttemptSeconds: 2_678_001 }, code: validation },
    { name: 'a concurrency of 0', properties: rates(0, 50), code: validation },
    { name: 'an error percentage of 101', properties: rates(10, 101), code: validation },
    { name: 'automatic as a word', properties: { Automatic: 'yes' }, code: validation },
    { name: 'no role for an automatic remediation', properties: { Parameters: {} }, code: value },
    {
      name: 'a value of 257 characters',
      properties: { Parameters: { ...role, A: { StaticValue: { Values: ['v'.repeat(257)] } } } },
      code: validation,
    },
    {
      name: '26 values',
      properties: { Parameters: { ...role, A: { StaticValue: { Values: Array.from({ length: 26 }, String) } } } },
      code: validation,
    },
    {
      name: 'a parameter of both kinds',
      properties: { Parameters: { A: { StaticValue: { Values: ['v'] }, ResourceValue: { Value: 'RESOURCE_ID' } } } },
      code: value,
    },
    { name: 'a parameter of no kind', properties: { Parameters: { A: {} } }, code: value },
    {
      name: 'a parameter that is a list',
      properties: { Parameters: { ...role, A: ['v'] } },
      code: validation,
    },
    {
      name: 'another resource value',
      properties: { Parameters: { ...role, A: { ResourceValue: { Value: 'RESOURCE_NAME' } } } },
      code: validation,
    },
    {
      name: '26 parameters',
      properties: {
        Parameters: Object.fromEntries(
          Array.from({ length: 26 }, (_, index) => [`P${index}`, role.AutomationAssumeRole]),
        ),
      },
      code: validation,
    },
    { name: 'a target version', properties: { TargetVersion: '1' }, expected: { name: 'NotModelled' } },
    {
      name: 'parameters in the wrong case',
      properties: { Parameters: { AutomationAssumeRole: { staticValue: { values: [ROLE_ARN] } } } },
      expected: { name: 'NotModelled' },
    },
    {
      name: 'a resource value in the wrong case',
      properties: { Parameters: { ...role, A: { ResourceValue: { value: 'RESOURCE_ID' } } } },
      expected: { name: 'NotModelled' },
    },
    {
      name: 'controls in the wrong case',
      properties: { ExecutionControls: { ssmControls: {} } },
      expected: { name: 'NotModelled' },
    },
  ])('is refused with $name', ({ properties, code, expected }) => {
    const { config } = localRule();
    expect(() => config.putRemediation(remediationProperties(properties))).toThrow(
      expect.objectContaining(expected ?? { code }),
    );
  });
});

describe('PutRemediationConfigurations', () => {
  const described = { ConfigRuleNames: [RULE] };

  it("replaces a rule's remediation, which keeps its ARN", async () => {
    const { config, call } = localRule();
    const put = (properties: object) =>
      call('PutRemediationConfigurations', { RemediationConfigurations: [properties] });
    config.putRemediation(remediationProperties());
    const before = await call('DescribeRemediationConfigurations', described);

    const changed = remediationProperties({ MaximumAutomaticAttempts: 7 });
    expect(await put(changed)).toEqual({ FailedBatches: [] });
    expect(await call('DescribeRemediationConfigurations', described)).toMatchObject({
      RemediationConfigurations: [changed],
    });
    await put(remediationProperties());
    expect(await call('DescribeRemediationConfigurations', described)).toEqual(before);
  });

  it.each([
    { name: 'a number as a text', input: { RetryAttemptSeconds: '60' }, expected: { code: 'ValidationException' } },
    {
      name: 'a rule that does not exist',
      input: { ConfigRuleName: 'nobody' },
      expected: { code: 'InvalidParameterValueException' },
    },
    { name: 'an ARN', input: { Arn: 'arn:aws:config' }, expected: { name: 'NotModelled' } },
  ])('refuses $name', async ({ input, expected }) => {
    const RemediationConfigurations = [remediationProperties(input)];
    const put = localRule().call('PutRemediationConfigurations', { RemediationConfigurations });
    await expect(put).rejects.toMatchObject(expected);
  });

  it.each([
    ['default', [undefined, undefined]],
    ['at put', ['1', '2']],
  ] as const)('in the reading "%s", the runs are of the versions %j', async (documentVersion, versions) => {
    const { evaluate, automation, config, clock } = remediated(1, {}, { documentVersion });
    automation.documentVersion = '2';
    await evaluate();
    config.putRemediation(remediationProperties());
    await clock.runUntilIdle();
    expect(automation.started.map((request) => request.documentVersion)).toEqual(versions);
  });
});

describe('DescribeRemediationConfigurations', () => {
  it('needs names', async () => {
    const { call } = localConfig();
    await expect(call('DescribeRemediationConfigurations')).rejects.toMatchObject({ code: 'ValidationException' });
  });
});
