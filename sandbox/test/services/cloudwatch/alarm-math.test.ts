import { Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { deploy } from '../../../cloudformation/deploy';
import { alarmProvider } from '../../../services/cloudwatch/alarm-provider';
import type { AlarmDefinition } from '../../../services/cloudwatch/alarm';
import { localEvents } from '../events/local-events';

const query = (Id: string, Period = 86_400) => ({
  Id,
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'rule', MetricName: `Name of ${Id}` }, Period, Stat: 'SampleCount' },
});

/** The alarm on what an expression makes of the metrics m1 and m2. */
async function alarmOn(Expression: string, queries: readonly object[] = [query('m1'), query('m2')]) {
  const { cloudwatch } = localEvents();
  const properties = {
    AlarmName: 'alarm',
    AlarmDescription: 'Nothing was evaluated',
    Metrics: [{ Id: 'e1', Expression, Label: 'Evaluations' }, ...queries],
    EvaluationPeriods: 2,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  };
  await deploy(
    { Resources: { It: { Type: 'AWS::CloudWatch::Alarm', Properties: properties } } },
    {
      parameters: {},
      stackName: 'Sample',
      account: SAMPLE_ACCOUNT,
      ids: new Ids(),
      providers: { 'AWS::CloudWatch::Alarm': alarmProvider(cloudwatch) },
    },
  );
  return cloudwatch.alarm('alarm');
}

const termsOf = ({ metrics }: AlarmDefinition) =>
  metrics.map(({ id, name, fill }) => [id, name, ...(fill === undefined ? [] : [fill])]);

describe('An alarm’s expression', () => {
  it.each([
    { expression: 'FILL(m1, 0)', terms: [['m1', 'Name of m1', 0]] },
    { expression: ' FILL( m1 ,-1.5 ) ', terms: [['m1', 'Name of m1', -1.5]] },
    {
      expression: 'm1 + m2',
      terms: [
        ['m1', 'Name of m1'],
        ['m2', 'Name of m2'],
      ],
    },
    {
      expression: 'FILL(m1,0)+m2',
      terms: [
        ['m1', 'Name of m1', 0],
        ['m2', 'Name of m2'],
      ],
    },
  ])('$expression', async ({ expression, terms }) => {
    const alarm = await alarmOn(expression);

    expect(termsOf(alarm)).toEqual(terms);
    expect(alarm).toMatchObject({
      description: 'Nothing was evaluated',
      expression: { id: 'e1', text: expression, label: 'Evaluations' },
    });
  });

  it.each([
    'FILL(m1, REPEAT)',
    'FILL(m1, LINEAR)',
    'FILL(m1, m2)',
    'FILL(METRICS(), 0)',
    'FILL(m1)',
    'FILL(m1, 0',
    'fill(m1, 0)',
    'FILL(M1, 0)',
    'm1 - m2',
    'IF(m1 > 0, 1, 0)',
  ])('%s is not modelled', async (expression) => {
    await expect(alarmOn(expression)).rejects.toThrow(
      `not modelled by this local AWS: the expression ${expression} of the alarm It, no sum of ids and FILL(id, number)`,
    );
  });

  it('names metrics that there are, of one period', async () => {
    await expect(alarmOn('FILL(m3, 0)')).rejects.toThrow('names m3, which has no metric');
    await expect(alarmOn('m1 + m2', [query('m1'), query('m2', 60)])).rejects.toThrow('must have the same Period');
  });
});
