import { readStoredEvaluations } from '../../../rule/reporting/stored-evaluations';
import { awsThatAnswers } from '../answers';
import { NOW } from '../facts';

function result(ResourceId: string, ComplianceType = 'COMPLIANT') {
  return {
    EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId } },
    ComplianceType,
    Annotation: `${ResourceId}: text`,
    ResultRecordedTime: NOW,
  };
}

function read(pages: readonly object[], options?: Parameters<typeof readStoredEvaluations>[2]) {
  const { config, asked } = awsThatAnswers({ config: { GetComplianceDetailsByConfigRule: pages } });
  return { results: readStoredEvaluations(config, 'rule', options), asked };
}

describe('Config’s stored results', () => {
  it('are read page by page, an empty one among them', async () => {
    const { results } = read([
      { EvaluationResults: [result('A')], NextToken: 'a' },
      { EvaluationResults: [], NextToken: 'b' },
      { EvaluationResults: [result('B', 'NON_COMPLIANT')] },
    ]);

    await expect(results).resolves.toEqual(
      new Map([
        ['A', { compliance: 'COMPLIANT', annotation: 'A: text', recorded: NOW }],
        ['B', { compliance: 'NON_COMPLIANT', annotation: 'B: text', recorded: NOW }],
      ]),
    );
  });

  it('may come without an annotation and a time', async () => {
    const { Annotation: _annotation, ResultRecordedTime: _time, ...bare } = result('A');

    await expect(read([{ EvaluationResults: [bare] }]).results).resolves.toEqual(
      new Map([['A', { compliance: 'COMPLIANT', annotation: '', recorded: undefined }]]),
    );
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'EvaluationResults'],
    ['an empty result', { EvaluationResults: [{}] }, 'ResourceId of a result'],
    [
      'a result without its user',
      { EvaluationResults: [{ ...result('A'), EvaluationResultIdentifier: {} }] },
      'ResourceId of a result',
    ],
    [
      'a user without a result',
      { EvaluationResults: [{ ...result('A'), ComplianceType: undefined }] },
      'ComplianceType of a result',
    ],
  ])('are not known if Config answers with %s', async (_name, page, member) => {
    await expect(read([page]).results).rejects.toThrow(`AWS answered without ${member}`);
  });

  it('are read no further than they are needed', async () => {
    const pages = ['A', 'B', 'C'].map((id) => ({ EvaluationResults: [result(id)], NextToken: id }));
    const { results, asked } = read(pages, { only: 'NON_COMPLIANT', atMost: 2 });

    await expect(results.then(({ size }) => size)).resolves.toBe(2);
    expect(asked).toHaveLength(2);
  });
});
