import { exceptionKeys, HOUR, localRule, NOW, remediationProperties, RULE } from './local-config';

/** Users AIDA0 … AIDAn that are not compliant, and one that is; their remediation is manual until `automatic` is called. */
async function reported(count = 1) {
  const local = localRule();
  local.config.putRemediation(remediationProperties({ Automatic: false }));
  const bad = Array.from({ length: count }, (_, index) => [`AIDA${index}`, 'NON_COMPLIANT']);
  local.rule.verdicts = { AIDAGOOD: 'COMPLIANT', ...Object.fromEntries(bad) };
  await local.config.evaluate(RULE);
  const put = (ids: string[], overrides: object = {}) =>
    local.call('PutRemediationExceptions', {
      ConfigRuleName: RULE,
      ResourceKeys: exceptionKeys(...ids),
      Message: 'on leave',
      ...overrides,
    });
  const describeAll = (overrides: object = {}) =>
    local.call('DescribeRemediationExceptions', { ConfigRuleName: RULE, ...overrides });
  const remediate = async () => {
    local.config.putRemediation(remediationProperties());
    await local.config.evaluate(RULE);
    await local.clock.runUntilIdle();
  };
  return { ...local, put, describeAll, remediate };
}

function exception(id: string, overrides: object = {}): object {
  return { ConfigRuleName: RULE, ResourceType: 'AWS::IAM::User', ResourceId: id, Message: 'on leave', ...overrides };
}

describe('a remediation exception', () => {
  it('prevents automatic remediation', async () => {
    const { put, describeAll, remediate, automation } = await reported(2);

    expect(await put(['AIDA0'])).toEqual({ FailedBatches: [] });
    expect(await describeAll()).toEqual({ RemediationExceptions: [exception('AIDA0')] });
    await remediate();

    expect(automation.resources).toEqual(['AIDA1']);
  });

  it('cannot be put on a resource that is not NON_COMPLIANT', async () => {
    const { put, describeAll } = await reported(1);
    expect(await put(['AIDAGOOD', 'AIDANOBODY', 'AIDA0'])).toEqual({
      FailedBatches: [
        {
          FailureMessage: 'Remediation exceptions can only be put on resources that are NON_COMPLIANT.',
          FailedItems: [exception('AIDAGOOD'), exception('AIDANOBODY')],
        },
      ],
    });
    expect(await describeAll()).toEqual({ RemediationExceptions: [exception('AIDA0')] });
  });

  it('comes back in batches of 25 if it fails', async () => {
    const { put } = await reported(1);
    const answer = await put(Array.from({ length: 60 }, (_, index) => `AIDANOBODY${index}`));
    expect(answer).toMatchObject({
      FailedBatches: [
        { FailedItems: { length: 25 } },
        { FailedItems: { length: 25 } },
        { FailedItems: { length: 10 } },
      ],
    });
  });

  it('ends at its expiration time', async () => {
    const { put, describeAll, remediate, automation, wait } = await reported(1);
    const ExpirationTime = new Date(NOW + HOUR);
    await put(['AIDA0'], { ExpirationTime });
    expect(await describeAll()).toEqual({ RemediationExceptions: [exception('AIDA0', { ExpirationTime })] });
    await wait(HOUR - 1);
    await remediate();
    expect(automation.started).toHaveLength(0);
    await wait(1);
    expect(await describeAll()).toEqual({ RemediationExceptions: [] });
    await remediate();
    expect(automation.started).toHaveLength(1);
  });

  it('needs no message, and a second one replaces the first', async () => {
    const { put, describeAll } = await reported(1);
    await put(['AIDA0'], { Message: undefined });
    expect(await describeAll()).toEqual({ RemediationExceptions: [{ ...exception('AIDA0'), Message: undefined }] });
    await put(['AIDA0']);
    expect(await describeAll()).toEqual({ RemediationExceptions: [exception('AIDA0')] });
  });

  it.each([
    { name: 'no keys', overrides: { ResourceKeys: [] }, code: 'ValidationException' },
    {
      name: '101 keys',
      overrides: { ResourceKeys: exceptionKeys(...Array.from({ length: 101 }, String)) },
      code: 'ValidationException',
    },
    { name: 'an empty message', overrides: { Message: '' }, code: 'ValidationException' },
    { name: 'a message of 1,025 characters', overrides: { Message: 'm'.repeat(1025) }, code: 'ValidationException' },
    {
      name: 'a rule that does not exist',
      overrides: { ConfigRuleName: 'nobody' },
      code: 'InvalidParameterValueException',
    },
  ])('is refused with $name', async ({ overrides, code }) => {
    const { put } = await reported(1);
    await expect(put(['AIDA0'], overrides)).rejects.toMatchObject({ code, status: 400 });
  });

  it('is not modelled with an expiration in the past', async () => {
    const { put } = await reported(1);
    await expect(put(['AIDA0'], { ExpirationTime: new Date(NOW) })).rejects.toMatchObject({ name: 'NotModelled' });
  });
});

describe('DescribeRemediationExceptions', () => {
  it('pages, 25 at a time', async () => {
    const { put, describeAll } = await reported(30);
    await put(Array.from({ length: 30 }, (_, index) => `AIDA${index}`));
    const first = await describeAll();
    expect(first).toMatchObject({ RemediationExceptions: { length: 25 } });
    const NextToken = 'NextToken' in first ? first.NextToken : undefined;
    const second = await describeAll({ NextToken });
    expect(second).toMatchObject({ RemediationExceptions: { length: 5 } });
    expect(second).toHaveProperty('NextToken', undefined);
  });

  it('does not model a query for named resources', async () => {
    const { describeAll } = await reported(1);
    await expect(describeAll({ ResourceKeys: exceptionKeys('AIDA0') })).rejects.toThrow(
      'the member resourceKeys of this call',
    );
  });

  it.each([
    { name: 'a made-up token', overrides: { NextToken: 'x' }, code: 'InvalidNextTokenException' },
    { name: 'a limit of 101', overrides: { Limit: 101 }, code: 'ValidationException' },
    {
      name: 'a rule that does not exist',
      overrides: { ConfigRuleName: 'nobody' },
      code: 'InvalidParameterValueException',
    },
  ])('refuses $name', async ({ overrides, code }) => {
    const { describeAll } = await reported(1);
    await expect(describeAll(overrides)).rejects.toMatchObject({ code });
  });
});

describe('DeleteRemediationExceptions', () => {
  it('lets automatic remediation resume', async () => {
    const { put, call, describeAll, remediate, automation } = await reported(1);
    await put(['AIDA0']);
    expect(
      await call('DeleteRemediationExceptions', { ConfigRuleName: RULE, ResourceKeys: exceptionKeys('AIDA0') }),
    ).toEqual({ FailedBatches: [] });
    expect(await describeAll()).toEqual({ RemediationExceptions: [] });
    await remediate();
    expect(automation.resources).toEqual(['AIDA0']);
  });

  it('deletes none if one of them does not exist', async () => {
    const { put, call, describeAll } = await reported(2);
    await put(['AIDA0']);
    await expect(
      call('DeleteRemediationExceptions', { ConfigRuleName: RULE, ResourceKeys: exceptionKeys('AIDA0', 'AIDA1') }),
    ).rejects.toMatchObject({ code: 'NoSuchRemediationExceptionException', status: 400 });
    expect(await describeAll()).toMatchObject({ RemediationExceptions: { length: 1 } });
  });
});
