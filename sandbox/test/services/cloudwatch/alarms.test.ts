import { localEvents, NOW } from '../events/local-events';
import { alarm, DAY, HOUR, METRIC, MINUTE, WATCHED, watched } from './watched';

/** An alarm that looks at no older periods than its own. */
const strict = (overrides: Parameters<typeof alarm>[0] = {}) => watched(alarm(overrides), { extraPeriods: 0 });

describe('An alarm', () => {
  it('looks at the period that ends with the last full minute', async () => {
    const { put, stateAt } = strict();
    put(NOW + 30_000, 1);

    expect(await stateAt(NOW + 59_999)).toBe('OK');
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
    expect(await stateAt(NOW + 5 * MINUTE + 59_999)).toBe('ALARM');
    expect(await stateAt(NOW + 6 * MINUTE)).toBe('OK');
  });

  it('over more than a day looks at periods that end with the last full hour', async () => {
    const { put, stateAt } = strict({ period: DAY, evaluationPeriods: 2 });
    put(NOW + 30 * MINUTE, 1);
    put(NOW - DAY + 30 * MINUTE, 1);

    expect(await stateAt(NOW + HOUR - 1)).toBe('OK');
    expect(await stateAt(NOW + HOUR)).toBe('ALARM');
    expect(await stateAt(NOW + DAY + HOUR - 1)).toBe('ALARM');
    expect(await stateAt(NOW + DAY + HOUR)).toBe('OK');
  });

  it.each([
    { statistic: 'Sum', state: 'ALARM' },
    { statistic: 'SampleCount', state: 'OK' },
  ] as const)('compares the $statistic', async ({ statistic, state }) => {
    const { put, stateAt } = strict({ metric: { ...WATCHED, statistic }, threshold: 6 });
    put(NOW, 4);
    put(NOW + MINUTE, 3);

    expect(await stateAt(NOW + 2 * MINUTE)).toBe(state);
  });

  it('sees only the metric of its dimensions, in whatever order', async () => {
    const dimensions = { One: '1', Two: '2' };
    const { put, stateAt } = strict({ metric: { ...WATCHED, dimensions } });
    put(NOW, 1);
    expect(await stateAt(NOW + MINUTE)).toBe('OK');

    put(NOW, 1, { ...METRIC, dimensions: { Two: '2', One: '1' } });
    expect(await stateAt(NOW + MINUTE)).toBe('ALARM');
  });

  it('finds that nothing has been evaluated for a day', async () => {
    const { put, stateAt } = strict({
      metric: { ...WATCHED, statistic: 'SampleCount' },
      period: DAY,
      threshold: 1,
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
      what: "a metric of AWS's that nothing makes here",
      overrides: {
        metric: { ...WATCHED, namespace: 'AWS/Lambda', name: 'Duration', dimensions: { FunctionName: 'f' } },
      },
      says: 'the metric AWS/Lambda Duration by FunctionName',
    },
    {
      what: 'a metric of all functions',
      overrides: { metric: { ...WATCHED, namespace: 'AWS/Lambda', name: 'Errors' } },
      says: 'the metric AWS/Lambda Errors by no dimension',
    },
  ] as const)('is refused with $what', ({ overrides, says }) => {
    expect(() => strict(overrides)).toThrow(says);
  });

  it('must exist', () => {
    expect(() => localEvents().cloudwatch.alarmState('alarm')).toThrow('There is no alarm alarm.');
  });
});
