import type { AlarmDefinition } from '../../../services/cloudwatch/alarm';
import type { UnconfirmedAlarms } from '../../../services/cloudwatch/evaluation-range';
import { NOW } from '../events/local-events';
import { daily, DAY, HOUR, MINUTE, WATCHED, watched } from './watched';

const FILLED: Partial<AlarmDefinition> = {
  metric: { ...WATCHED, statistic: 'SampleCount', fill: 0 },
};
const LAST = NOW + 5 * DAY + 10 * MINUTE;

/** One datapoint a day until the last one; how many hours after that the alarm rings. */
async function silence(definition: AlarmDefinition, unconfirmed: Partial<UnconfirmedAlarms>): Promise<number[]> {
  const { clock, put, changes } = watched(definition, unconfirmed);
  for (let time = LAST - 5 * DAY; time <= LAST; time += DAY) {
    await clock.runUntil(time);
    put(time, 12);
  }
  await clock.runUntil(LAST + 30 * DAY);
  const rung = changes.filter(({ state }) => state.value === 'ALARM' && state.since > LAST);
  return rung.map(({ state }) => (state.since - LAST) / HOUR);
}

describe('After the last datapoint, a daily alarm to which missing data are breaching', () => {
  it.each([
    { extraPeriods: 0, days: 2 },
    { extraPeriods: 1, days: 3 },
    { extraPeriods: 2, days: 4 },
    { extraPeriods: 3, days: 5 },
  ])('stays OK for $days days when it looks back over $extraPeriods periods more', async ({ extraPeriods, days }) => {
    const [hours, ...others] = await silence(daily(), { extraPeriods });

    expect(others).toEqual([]);
    expect(hours).toBeGreaterThan(days * 24);
    expect(hours).toBeLessThanOrEqual(days * 24 + 1);
  });

  it.each([0, 1, 2, 3])('rings within two days and an hour if it is filled (%i periods more)', async (extraPeriods) => {
    for (const emptyFill of ['value', 'nothingUntilReported', 'nothing'] as const) {
      const [hours, ...others] = await silence(daily(FILLED), { extraPeriods, emptyFill });

      expect(others).toEqual([]);
      expect(hours).toBeGreaterThan(48);
      expect(hours).toBeLessThanOrEqual(49);
    }
  });
});

describe('FILL', () => {
  it.each([
    { emptyFill: 'value', treatMissingData: 'notBreaching', state: 'ALARM' },
    { emptyFill: 'nothingUntilReported', treatMissingData: 'notBreaching', state: 'OK' },
    { emptyFill: 'nothingUntilReported', treatMissingData: 'breaching', state: 'ALARM' },
    { emptyFill: 'nothing', treatMissingData: 'notBreaching', state: 'OK' },
  ] as const)(
    'of a metric that has never existed: $emptyFill, and $treatMissingData: $state',
    async ({ emptyFill, treatMissingData, state }) => {
      const { stateAt } = watched(daily({ ...FILLED, treatMissingData }), { emptyFill });

      expect(await stateAt(NOW + 30 * DAY)).toBe(state);
    },
  );

  it.each([
    { emptyFill: 'value', state: 'ALARM' },
    { emptyFill: 'nothingUntilReported', state: 'ALARM' },
    { emptyFill: 'nothing', state: 'OK' },
  ] as const)('of a metric that was reported weeks ago: $emptyFill: $state', async ({ emptyFill, state }) => {
    const { put, stateAt } = watched(daily({ ...FILLED, treatMissingData: 'notBreaching' }), { emptyFill });
    put(NOW, 12);

    expect(await stateAt(NOW + 30 * DAY)).toBe(state);
  });

  it('leaves a new metric’s first day OK, as one of two datapoints', async () => {
    const { put, stateAt } = watched(daily(FILLED));
    put(NOW, 12);

    expect(await stateAt(NOW + HOUR)).toBe('OK');
  });
});
