import { localRule, HOUR, RULE } from './local-config';

/** A rule that has reported `count` users, `AIDA000` and on; the given ones are not compliant. */
async function reported(count: number, bad = 0) {
  const local = localRule();
  const verdicts = Array.from({ length: count }, (_, index) => [
    `AIDA${String(index).padStart(3, '0')}`,
    index < bad ? 'NON_COMPLIANT' : 'COMPLIANT',
  ]);
  local.rule.verdicts = Object.fromEntries(verdicts);
  await local.config.evaluate(RULE);
  return local;
}

function idsIn(answer: object): unknown[] {
  const results: unknown = 'EvaluationResults' in answer ? answer.EvaluationResults : [];
  return JSON.stringify(results).match(/AIDA\w+(?=","EvaluationMode)/g) ?? [];
}

function tokenIn(answer: object): unknown {
  return 'NextToken' in answer ? answer.NextToken : undefined;
}

describe('GetComplianceDetailsByConfigRule', () => {
  it.each([
    { limit: undefined, sizes: [10, 10, 5] },
    { limit: 0, sizes: [10, 10, 5] },
    { limit: 12, sizes: [12, 12, 1] },
    { limit: 25, sizes: [25] },
    { limit: 100, sizes: [25] },
  ])('pages with limit $limit: each result once', async ({ limit, sizes }) => {
    const { call } = await reported(25);
    const seen: unknown[] = [];
    let token: unknown;
    for (const size of sizes) {
      const answer = await call('GetComplianceDetailsByConfigRule', {
        ConfigRuleName: RULE,
        Limit: limit,
        NextToken: token,
      });
      expect(idsIn(answer)).toHaveLength(size);
      seen.push(...idsIn(answer));
      token = tokenIn(answer);
    }
    expect(token).toBeUndefined();
    expect(new Set(seen).size).toBe(25);
  });

  it('hides NOT_APPLICABLE results unless all are asked for', async () => {
    const { call, config, rule, wait } = await reported(2, 1);
    await wait(HOUR);
    rule.verdicts = { AIDA000: 'NOT_APPLICABLE' };
    await config.evaluate(RULE);

    const details = (types?: string[]) =>
      call('GetComplianceDetailsByConfigRule', { ConfigRuleName: RULE, ComplianceTypes: types });
    expect(idsIn(await details(['COMPLIANT', 'NON_COMPLIANT']))).toEqual(['AIDA001']);
    expect(idsIn(await details(['NOT_APPLICABLE']))).toEqual(['AIDA000']);
    expect(idsIn(await details())).toEqual(['AIDA000', 'AIDA001']);
  });

  it('does not lose or repeat a result when others come and go between two pages', async () => {
    const { call, config, rule, wait } = await reported(20);
    const ask = { ConfigRuleName: RULE, ComplianceTypes: ['COMPLIANT'] };
    const first = await call('GetComplianceDetailsByConfigRule', ask);
    await wait(HOUR);
    rule.verdicts = { AIDA003: 'NOT_APPLICABLE', AIDA0005: 'COMPLIANT' };
    await config.evaluate(RULE);

    const second = await call('GetComplianceDetailsByConfigRule', { ...ask, NextToken: tokenIn(first) });

    expect(idsIn(second)).toEqual(Array.from({ length: 10 }, (_, index) => `AIDA0${index + 10}`));
  });

  it.each([
    { name: 'a name of 65 characters', input: { ConfigRuleName: 'n'.repeat(65) }, code: 'ValidationException' },
    { name: 'no name', input: {}, code: 'ValidationException' },
    { name: 'a rule that does not exist', input: { ConfigRuleName: 'nobody' }, code: 'NoSuchConfigRuleException' },
    { name: 'a limit of 101', input: { ConfigRuleName: RULE, Limit: 101 }, code: 'ValidationException' },
    { name: 'a negative limit', input: { ConfigRuleName: RULE, Limit: -1 }, code: 'ValidationException' },
    { name: 'an unknown type', input: { ConfigRuleName: RULE, ComplianceTypes: ['BAD'] }, code: 'ValidationException' },
    {
      name: 'the filter INSUFFICIENT_DATA',
      input: { ConfigRuleName: RULE, ComplianceTypes: ['INSUFFICIENT_DATA'] },
      code: 'InvalidParameterValueException',
    },
    { name: 'a made-up token', input: { ConfigRuleName: RULE, NextToken: 'x' }, code: 'InvalidNextTokenException' },
  ])('refuses $name', async ({ input, code }) => {
    const { call } = await reported(1);
    await expect(call('GetComplianceDetailsByConfigRule', input)).rejects.toMatchObject({ code, status: 400 });
  });

  it("refuses another request's token", async () => {
    const { call } = await reported(20);
    const first = await call('GetComplianceDetailsByConfigRule', { ConfigRuleName: RULE });
    await expect(
      call('GetComplianceDetailsByConfigRule', {
        ConfigRuleName: RULE,
        ComplianceTypes: ['COMPLIANT'],
        NextToken: tokenIn(first),
      }),
    ).rejects.toMatchObject({ code: 'InvalidNextTokenException' });
  });
});

it.each(['GetComplianceDetailsByResource', 'DescribeComplianceByConfigRule', 'GetResourceConfigHistory'])(
  '%s is not modelled',
  async (operation) => {
    const { call } = await reported(0);
    await expect(call(operation)).rejects.toThrow(`not modelled by this local AWS: config:${operation}`);
  },
);
