import { stateAfter } from '../../../services/cloudwatch/alarm';
import { alarm } from './watched';

/** As AWS's page writes them: X breaching, 0 not, - no datapoint, the newest on the right. */
function periodsOf(text: string) {
  return text
    .split(' ')
    .map((period) => (period === '-' ? undefined : Number(period === 'X')))
    .toReversed();
}

describe("AWS's table of 3 out of 3 in an evaluation range of 5", () => {
  it.each([
    { periods: '0 - X - X', breaching: 'OK', notBreaching: 'OK' },
    { periods: '0 - - - -', breaching: 'OK', notBreaching: 'OK' },
    { periods: '- - - - -', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: '0 X X - X', breaching: 'ALARM', notBreaching: 'ALARM' },
    { periods: '- - X - -', breaching: 'ALARM', notBreaching: 'OK' },
    // Beyond the table:
    { periods: '- - - - X', breaching: 'ALARM', notBreaching: 'OK' },
    { periods: 'X X 0 0 0', breaching: 'OK', notBreaching: 'OK' },
    { periods: '- X 0 X -', breaching: 'OK', notBreaching: 'OK' },
  ])('$periods: missing data breaching $breaching, not breaching $notBreaching', (row) => {
    for (const treatMissingData of ['breaching', 'notBreaching'] as const) {
      const definition = alarm({ evaluationPeriods: 3, treatMissingData });
      expect(stateAfter(definition, periodsOf(row.periods))).toBe(row[treatMissingData]);
    }
  });
});

describe('A threshold of 2', () => {
  it.each([
    { comparison: 'GreaterThanThreshold', alarms: [3] },
    { comparison: 'LessThanThreshold', alarms: [1] },
  ] as const)('with $comparison is breached by $alarms', ({ comparison, alarms }) => {
    const definition = alarm({ threshold: 2, comparison });
    const breached = [1, 2, 3].filter((value) => stateAfter(definition, [value]) === 'ALARM');
    expect(breached).toEqual(alarms);
  });
});
