import type { AlarmDefinition, MissingData } from '../../../sandbox/cloudwatch/alarm';
import { verdictOn } from '../../../sandbox/cloudwatch/alarm-state';
import { localEvents, NOW } from '../events/local-events';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const METRIC = { namespace: 'InactiveIamUsers', name: 'Evaluations', dimensions: {} };

function alarm(overrides: Partial<AlarmDefinition> = {}): AlarmDefinition {
  return {
    name: 'alarm',
    metrics: [{ ...METRIC, statistic: 'Sum' }],
    period: 5 * MINUTE,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'missing',
    alarmActions: [],
    ...overrides,
  };
}

/** A local CloudWatch with one alarm. */
function watched(overrides: Partial<AlarmDefinition> = {}) {
  const { clock, cloudwatch } = localEvents();
  cloudwatch.putAlarm(alarm(overrides));
  return {
    clock,
    cloudwatch,
    put: (time: number, value: number, metric = METRIC, unit = 'None') =>
      cloudwatch.metrics.put(metric, { time, value, unit }),
    stateAt: async (time: number) => {
      await clock.runUntil(time);
      return cloudwatch.alarmState('alarm');
    },
  };
}

describe('The verdict on periods, the newest first', () => {
  // X: breaching, 0: not, -: no datapoint. The rows of AWS's tables that need no older periods are among them.
  it.each([
    { periods: 'X', m: 1, missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' },
    { periods: '0', m: 1, missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' },
    { periods: '-', m: 1, missing: 'INSUFFICIENT_DATA', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: 'XXX', m: 3, missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' },
    { periods: 'X0X', m: 3, missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' },
    { periods: 'X0X', m: 2, missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' },
    { periods: '---', m: 3, missing: 'INSUFFICIENT_DATA', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: '--X', m: 3, missing: 'ALARM', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: 'X--', m: 3, missing: 'unchanged', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: '0--', m: 2, missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: '-X-', m: 2, missing: 'ALARM', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: '-0X', m: 2, missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' },
  ])('$periods, $m to alarm: $missing, $ignore, $breaching, $notBreaching', ({ periods, m, ...expected }) => {
    const values = periods.split('').map((period) => (period === '-' ? undefined : Number(period === 'X')));
    const verdicts = (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map((treatMissingData) => [
      treatMissingData,
      verdictOn(alarm({ evaluationPeriods: values.length, datapointsToAlarm: m, treatMissingData }), values),
    ]);
    expect(Object.fromEntries(verdicts)).toEqual(expected);
  });

  it.each([
    { comparison: 'GreaterThanThreshold', alarms: [3] },
    { comparison: 'GreaterThanOrEqualToThreshold', alarms: [2, 3] },
    { comparison: 'LessThanThreshold', alarms: [1] },
    { comparison: 'LessThanOrEqualToThreshold', alarms: [1, 2] },
  ] as const)('$comparison 2 is breached by $alarms', ({ comparison, alarms }) => {
    const breached = [1, 2, 3].filter((value) => verdictOn(alarm({ threshold: 2, comparison }), [value]) === 'ALARM');
    expect(breached).toEqual(alarms);
  });
});

describe('An alarm', () => {
  it('looks at the period that ends with the last full minute', async () => {
    const { put, stateAt } = watched();
    put(NOW + 30_000, 1);

    expect(await stateAt(NOW + 59_999)).toBe('INSUFFICIENT_DATA');
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
    expect(await stateAt(NOW + 5 * MINUTE + 59_999)).toBe('ALARM');
    expect(await stateAt(NOW + 6 * MINUTE)).toBe('INSUFFICIENT_DATA');
  });

  it('over more than a day looks at periods that end with the last full hour', async () => {
    const { put, stateAt } = watched({ period: DAY, evaluationPeriods: 2, datapointsToAlarm: 1 });
    put(NOW + 30 * MINUTE, 1);

    expect(await stateAt(NOW + HOUR - 1)).toBe('INSUFFICIENT_DATA');
    expect(await stateAt(NOW + HOUR)).toBe('ALARM');
    expect(await stateAt(NOW + 2 * DAY + HOUR - 1)).toBe('ALARM');
    expect(await stateAt(NOW + 2 * DAY + HOUR)).toBe('INSUFFICIENT_DATA');
  });

  it.each([
    { statistic: 'Sum', state: 'ALARM' },
    { statistic: 'SampleCount', state: 'OK' },
    { statistic: 'Maximum', state: 'OK' },
  ] as const)('compares the $statistic', async ({ statistic, state }) => {
    const { put, stateAt } = watched({ metrics: [{ ...METRIC, statistic }], threshold: 6 });
    put(NOW, 4);
    put(NOW + MINUTE, 3);

    expect(await stateAt(NOW + 2 * MINUTE)).toBe(state);
  });

  it('sees only the metric of its dimensions, in whatever order, and of its unit', async () => {
    const dimensions = { One: '1', Two: '2' };
    const { put, stateAt } = watched({ metrics: [{ ...METRIC, dimensions, statistic: 'Sum', unit: 'Count' }] });
    put(NOW, 1);
    put(NOW, 1, { ...METRIC, dimensions: { Two: '2', One: '1' } });
    expect(await stateAt(NOW + MINUTE)).toBe('INSUFFICIENT_DATA');

    put(NOW, 1, { ...METRIC, dimensions: { Two: '2', One: '1' } }, 'Count');
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
  });

  it('on a sum is without a datapoint where one of its metrics is', async () => {
    const other = { ...METRIC, name: 'Others' };
    const metrics = [METRIC, other].map((metric) => ({ ...metric, statistic: 'Sum' as const }));
    const { put, stateAt } = watched({ metrics, threshold: 3 });
    put(NOW, 5);
    expect(await stateAt(NOW + MINUTE)).toBe('INSUFFICIENT_DATA');

    put(NOW, -3, other);
    expect(await stateAt(NOW + MINUTE)).toBe('OK');
    put(NOW, 1, other);
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
  });

  it.each<{ treatMissingData: MissingData; state: string }>([
    { treatMissingData: 'ignore', state: 'ALARM' },
    { treatMissingData: 'missing', state: 'INSUFFICIENT_DATA' },
    { treatMissingData: 'notBreaching', state: 'OK' },
    { treatMissingData: 'breaching', state: 'ALARM' },
  ])(
    'that had alarmed, and treats missing data as $treatMissingData, is $state',
    async ({ treatMissingData, state }) => {
      const { put, stateAt } = watched({ treatMissingData });
      put(NOW, 1);

      expect(await stateAt(NOW + DAY)).toBe(state);
    },
  );

  it('that keeps its state has none before its first datapoint', async () => {
    expect(await watched({ treatMissingData: 'ignore' }).stateAt(NOW + HOUR)).toBe('INSUFFICIENT_DATA');
  });

  it('finds that nothing has been evaluated for a day', async () => {
    const { put, stateAt } = watched({
      metrics: [{ ...METRIC, statistic: 'SampleCount' }],
      period: DAY,
      comparison: 'LessThanThreshold',
      treatMissingData: 'breaching',
    });
    put(NOW, 0);

    expect(await stateAt(NOW + DAY)).toBe('OK');
    expect(await stateAt(NOW + DAY + MINUTE)).toBe('ALARM');
  });

  it.each([
    { what: 'periods of more than a day in all', overrides: { evaluationPeriods: 289 }, says: 'at most 86400 seconds' },
    {
      what: 'days of more than a week',
      overrides: { period: DAY, evaluationPeriods: 8 },
      says: 'at most 604800 seconds',
    },
    {
      what: 'more datapoints than periods',
      overrides: { datapointsToAlarm: 2 },
      says: 'more than its EvaluationPeriods',
    },
    {
      what: "a metric of AWS's that nothing makes here",
      overrides: {
        metrics: [{ namespace: 'AWS/Lambda', name: 'Duration', dimensions: { FunctionName: 'f' }, statistic: 'Sum' }],
      },
      says: 'the metric AWS/Lambda Duration by FunctionName',
    },
    {
      what: 'a metric of all functions',
      overrides: { metrics: [{ namespace: 'AWS/Lambda', name: 'Errors', dimensions: {}, statistic: 'Sum' }] },
      says: 'the metric AWS/Lambda Errors by no dimension',
    },
  ] as const)('is refused with $what', ({ overrides, says }) => {
    expect(() => watched(overrides)).toThrow(says);
  });

  it('must exist', () => {
    expect(() => localEvents().cloudwatch.alarmState('alarm')).toThrow('There is no alarm alarm.');
  });
});
