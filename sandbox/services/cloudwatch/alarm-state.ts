import { type AlarmDefinition, type AlarmState, COMPARISONS } from './alarm';

/** If the periods say nothing, an alarm stays in the state in which it is. */
export type Verdict = AlarmState | 'unchanged';

/**
 * What an alarm makes of the periods of its evaluation range, the newest first; one without a datapoint is undefined.
 * The range is longer than its EvaluationPeriods: the newest real datapoints are taken from all of it, and the treatment
 * of missing data counts only if they are too few. AWS: "Configuring how CloudWatch alarms treat missing data",
 * CloudWatch User Guide, with its tables.
 */
export function verdictOn(alarm: AlarmDefinition, periods: readonly (number | undefined)[]): Verdict {
  const { datapointsToAlarm, treatMissingData } = alarm;
  const real = periods.filter((value) => value !== undefined).slice(0, alarm.evaluationPeriods);
  const missing = alarm.evaluationPeriods - real.length;
  const breaching = real.filter((value) => breaches(alarm, value)).length;
  if (breaching + (treatMissingData === 'breaching' ? missing : 0) >= datapointsToAlarm) return 'ALARM';
  if (missing === 0 || breaching < real.length) return 'OK';
  if (treatMissingData === 'breaching' || treatMissingData === 'notBreaching') return 'OK';
  if (treatMissingData === 'ignore') return 'unchanged';
  if (real.length === 0) return 'INSUFFICIENT_DATA';
  // "Premature" alarms: all that is known is a breach, and it has been known for long enough.
  const oldest = periods.findLastIndex((value) => value !== undefined);
  return oldest >= datapointsToAlarm - 1 ? 'ALARM' : 'unchanged';
}

export function breaches({ threshold, comparison }: AlarmDefinition, value: number): boolean {
  return COMPARISONS[comparison].holds(value, threshold);
}
