import { Fields } from '../../../core/fields';
import { evaluation, localRule, MINUTE, NOW, RULE, SECOND } from './local-config';

/** A rule whose invocation has returned, its token in hand. */
async function invoked() {
  const local = localRule();
  await local.config.evaluate(RULE);
  const ResultToken = Fields.of('config', local.rule.events[0]).text('resultToken');
  return {
    ...local,
    put: (evaluations: object[], overrides: object = {}) =>
      local.call('PutEvaluations', { Evaluations: evaluations, ResultToken, ...overrides }),
    results: () => local.call('GetComplianceDetailsByConfigRule', { ConfigRuleName: RULE }),
  };
}

/** One evaluation, as a list. */
function one(overrides: object): object[] {
  return [evaluation('AIDA1', 'COMPLIANT', new Date(NOW), overrides)];
}

describe('PutEvaluations', () => {
  it('records every evaluation', async () => {
    const { put, results, wait } = await invoked();
    await wait(SECOND);

    expect(await put([evaluation('AIDA1', 'NON_COMPLIANT')])).toEqual({ FailedEvaluations: [] });

    expect(await results()).toEqual({
      EvaluationResults: [
        {
          EvaluationResultIdentifier: {
            EvaluationResultQualifier: {
              ConfigRuleName: RULE,
              ResourceType: 'AWS::IAM::User',
              ResourceId: 'AIDA1',
              EvaluationMode: 'DETECTIVE',
            },
            OrderingTimestamp: new Date(NOW),
          },
          ComplianceType: 'NON_COMPLIANT',
          Annotation: 'AIDA1 is NON_COMPLIANT',
          ResultRecordedTime: new Date(NOW + SECOND),
          ConfigRuleInvokedTime: new Date(NOW),
        },
      ],
    });
  });

  it('ignores an evaluation that is older than the stored one', async () => {
    const { put, results, config } = await invoked();
    await put([evaluation('AIDA1', 'NON_COMPLIANT', new Date(NOW))]);
    await put([evaluation('AIDA1', 'COMPLIANT', new Date(NOW - 1))]);

    expect(await results()).toMatchObject({ EvaluationResults: [{ ComplianceType: 'NON_COMPLIANT' }] });
    expect(config.compliance.recordedEvaluations).toBe(1);

    await put([evaluation('AIDA1', 'COMPLIANT', new Date(NOW))]);
    expect(await results()).toMatchObject({ EvaluationResults: [{ ComplianceType: 'COMPLIANT' }] });
  });

  it('records nothing in test mode, whatever the token', async () => {
    const { put, results, config } = await invoked();
    const input = [evaluation('AIDA1', 'COMPLIANT')];

    expect(await put(input, { TestMode: true, ResultToken: 'TESTMODE' })).toEqual({ FailedEvaluations: [] });

    expect(await results()).toEqual({ EvaluationResults: [] });
    expect(config.runs).toMatchObject([{ recorded: 0 }]);
    expect(config.compliance.recordedEvaluations).toBe(0);
  });

  it('accepts 100 evaluations', async () => {
    const { put, config } = await invoked();
    await put(Array.from({ length: 100 }, (_, index) => evaluation(`AIDA${index}`, 'COMPLIANT')));
    expect(config.compliance.recordedEvaluations).toBe(100);
  });

  it('accepts a token for as long as a function can run', async () => {
    const { put, wait } = await invoked();
    await wait(15 * MINUTE);
    await put([evaluation('AIDA1', 'COMPLIANT')]);
    await wait(1);
    await expect(put([evaluation('AIDA1', 'COMPLIANT')])).rejects.toMatchObject({
      code: 'InvalidResultTokenException',
    });
  });

  const validation = 'ValidationException';
  it.each([
    {
      name: '101 evaluations',
      given: Array.from({ length: 101 }, () => evaluation('AIDA1', 'COMPLIANT')),
      code: validation,
    },
    { name: 'no evaluations', given: [], code: 'InvalidParameterValueException' },
    { name: 'an empty annotation', given: one({ Annotation: '' }), code: validation },
    { name: 'an annotation of 257 characters', given: one({ Annotation: 'a'.repeat(257) }), code: validation },
    {
      name: 'INSUFFICIENT_DATA',
      given: one({ ComplianceType: 'INSUFFICIENT_DATA' }),
      code: 'InvalidParameterValueException',
    },
    { name: 'an unknown compliance', given: one({ ComplianceType: 'ERROR' }), code: validation },
    { name: 'no ordering timestamp', given: one({ OrderingTimestamp: undefined }), code: validation },
    { name: 'no resource id', given: one({ ComplianceResourceId: undefined }), code: validation },
    {
      name: 'a resource id of 769 characters',
      given: one({ ComplianceResourceId: 'i'.repeat(769) }),
      code: validation,
    },
    {
      name: 'an unknown token',
      given: one({}),
      overrides: { ResultToken: 'token' },
      code: 'InvalidResultTokenException',
    },
    {
      name: 'no token, in test mode too',
      given: one({}),
      overrides: { ResultToken: undefined, TestMode: true },
      code: validation,
    },
    {
      name: 'INSUFFICIENT_DATA, in test mode too',
      given: one({ ComplianceType: 'INSUFFICIENT_DATA' }),
      overrides: { TestMode: true },
      code: 'InvalidParameterValueException',
    },
  ])('refuses $name and records nothing', async ({ given, overrides, code }) => {
    const { put, config } = await invoked();
    await expect(put(given, overrides)).rejects.toMatchObject({ code, status: 400 });
    expect(config.compliance.recordedEvaluations).toBe(0);
  });

  it('names the constraint that an annotation breaks, as AWS does', async () => {
    const { put } = await invoked();
    await expect(put(one({ Annotation: '' }))).rejects.toMatchObject({
      message:
        "1 validation error detected: Value '' at 'evaluations.1.member.annotation' failed to satisfy constraint: Member must have length greater than or equal to 1",
    });
  });

  it('does not model other resource types', async () => {
    const { put } = await invoked();
    await expect(put(one({ ComplianceResourceType: 'AWS::IAM::Role' }))).rejects.toMatchObject({
      name: 'NotModelled',
      message: expect.stringContaining('AWS::IAM::Role'),
    });
  });
});
