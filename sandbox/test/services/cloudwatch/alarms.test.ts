import type { MissingData } from '../../../services/cloudwatch/alarm';
import { localEvents, NOW } from '../events/local-events';
import { alarm, DAY, HOUR, METRIC, MINUTE, WATCHED, watched } from './watched';

/** An alarm that looks at no older periods than its own. */
const strict = (overrides: Parameters<typeof alarm>[0] = {}) => watched(alarm(overrides), { extraPeriods: 0 });

describe('An alarm', () => {
  it('looks at the period that ends with the last full minute', async () => {
    const { put, stateAt } = strict();
    put(NOW + 30_000, 1);

    expect(await stateAt(NOW + 59_999)).toBe('INSUFFICIENT_DATA');
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
    expect(await stateAt(NOW + 5 * MINUTE + 59_999)).toBe('ALARM');
    expect(await stateAt(NOW + 6 * MINUTE)).toBe('INSUFFICIENT_DATA');
  });

  it('over more than a day looks at periods that end with the last full hour', async () => {
    const { put, stateAt } = strict({ period: DAY, evaluationPeriods: 2, datapointsToAlarm: 1 });
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
    const { put, stateAt } = strict({ metrics: [{ ...WATCHED, statistic }], threshold: 6 });
    put(NOW, 4);
    put(NOW + MINUTE, 3);

    expect(await stateAt(NOW + 2 * MINUTE)).toBe(state);
  });

  it('sees only the metric of its dimensions, in whatever order, and of its unit', async () => {
    const dimensions = { One: '1', Two: '2' };
    const { put, stateAt } = strict({ metrics: [{ ...WATCHED, dimensions, unit: 'Count' }] });
    put(NOW, 1);
    put(NOW, 1, { ...METRIC, dimensions: { Two: '2', One: '1' } });
    expect(await stateAt(NOW + MINUTE)).toBe('INSUFFICIENT_DATA');

    put(NOW, 1, { ...METRIC, dimensions: { Two: '2', One: '1' } }, 'Count');
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
  });

  it('on a sum counts a metric without a datapoint as 0, and is empty if no metric has one', async () => {
    const other = { ...METRIC, name: 'Others' };
    const metrics = [WATCHED, { ...WATCHED, ...other, id: 'm2' }];
    const { put, stateAt } = strict({ metrics, threshold: 3 });
    expect(await stateAt(NOW)).toBe('INSUFFICIENT_DATA');

    put(NOW, 5);
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
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
      const { put, stateAt } = strict({ treatMissingData });
      put(NOW, 1);

      expect(await stateAt(NOW + DAY)).toBe(state);
    },
  );

  it('that keeps its state has INSUFFICIENT_DATA before its first datapoint', async () => {
    expect(await strict({ treatMissingData: 'ignore' }).stateAt(NOW + HOUR)).toBe('INSUFFICIENT_DATA');
  });

  it('finds that nothing has been evaluated for a day', async () => {
    const { put, stateAt } = strict({
      metrics: [{ ...WATCHED, statistic: 'SampleCount' }],
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
        metrics: [{ ...WATCHED, namespace: 'AWS/Lambda', name: 'Duration', dimensions: { FunctionName: 'f' } }],
      },
      says: 'the metric AWS/Lambda Duration by FunctionName',
    },
    {
      what: 'a metric of all functions',
      overrides: { metrics: [{ ...WATCHED, namespace: 'AWS/Lambda', name: 'Errors' }] },
      says: 'the metric AWS/Lambda Errors by no dimension',
    },
  ] as const)('is refused with $what', ({ overrides, says }) => {
    expect(() => strict(overrides)).toThrow(says);
  });

  it('must exist', () => {
    expect(() => localEvents().cloudwatch.alarmState('alarm')).toThrow('There is no alarm alarm.');
  });
});
