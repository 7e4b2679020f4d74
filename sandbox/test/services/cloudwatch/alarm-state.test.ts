import { verdictOn } from '../../../services/cloudwatch/alarm-state';
import { alarm } from './watched';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** As AWS's page writes them: X breaching, 0 not, - no datapoint, the newest on the right. */
function newestFirst(periods: string): (number | undefined)[] {
  const values = periods.split(' ').map((period) => (period === '-' ? undefined : Number(period === 'X')));
  return values.toReversed();
}

function verdicts(periods: string, evaluationPeriods: number, datapointsToAlarm: number): Record<string, string> {
  const verdict = (treatMissingData: (typeof TREATMENTS)[number]) =>
    verdictOn(alarm({ evaluationPeriods, datapointsToAlarm, treatMissingData }), newestFirst(periods));
  return Object.fromEntries(TREATMENTS.map((treatment) => [treatment, verdict(treatment)]));
}

/** In all of the four. */
const always = (state: string) => Object.fromEntries(TREATMENTS.map((treatment) => [treatment, state]));

const NOTHING = { missing: 'INSUFFICIENT_DATA', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' };
const LATE_BREACH = { missing: 'ALARM', ignore: 'unchanged', breaching: 'ALARM', notBreaching: 'OK' };
const EARLY_BREACH = { ...LATE_BREACH, missing: 'unchanged' };
const FEW_GOOD = { missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' };

describe("AWS's table of 3 out of 3 in an evaluation range of 5", () => {
  it.each([
    { periods: '0 - X - X', expected: always('OK') },
    { periods: '0 - - - -', expected: always('OK') },
    { periods: '- - - - -', expected: NOTHING },
    { periods: '0 X X - X', expected: always('ALARM') },
    { periods: '- - X - -', expected: LATE_BREACH },
  ])('$periods', ({ periods, expected }) => {
    expect(verdicts(periods, 3, 3)).toEqual(expected);
  });
});

describe("AWS's table of 2 out of 3 in an evaluation range of 5", () => {
  it.each([
    { periods: '0 - X - X', expected: always('ALARM') },
    { periods: '0 0 X 0 X', expected: always('ALARM') },
    { periods: '0 - X - -', expected: FEW_GOOD },
    { periods: '- - - - 0', expected: FEW_GOOD },
    { periods: '- - - X -', expected: LATE_BREACH },
  ])('$periods', ({ periods, expected }) => {
    expect(verdicts(periods, 3, 2)).toEqual(expected);
  });
});

describe('Beyond the tables', () => {
  it.each([
    { what: 'a breach that may be over', periods: '- - - - X', m: 3, expected: EARLY_BREACH },
    { what: 'another that may be over', periods: '- - - X -', m: 3, expected: EARLY_BREACH },
    { what: 'a breach among older periods', periods: 'X - - - -', m: 3, expected: LATE_BREACH },
    { what: 'older breaches than are evaluated', periods: 'X X 0 0 0', m: 1, expected: always('OK') },
    { what: 'breaches enough although some are missing', periods: '- - - X X', m: 2, expected: always('ALARM') },
    { what: 'without older periods', periods: '- - -', m: 3, expected: NOTHING },
    { what: 'good ones only, too few', periods: '- 0 -', m: 3, expected: always('OK') },
  ])('$what: $periods, $m out of 3', ({ periods, m, expected }) => {
    expect(verdicts(periods, 3, m)).toEqual(expected);
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
