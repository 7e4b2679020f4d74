import { type AlarmDefinition, type AlarmState, COMPARISONS } from './alarm';

/** Where the periods say nothing, an alarm stays in the state in which it is. */
export type Verdict = AlarmState | 'unchanged';

/**
 * What an alarm makes of its periods, the newest first, undefined where there was no datapoint. AWS also looks for
 * datapoints in some older periods, of a number that it does not publish, before it treats any as missing; here it does
 * not. AWS: "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide, with its tables.
 */
export function verdictOn(alarm: AlarmDefinition, periods: readonly (number | undefined)[]): Verdict {
  const breaches = periods.map((value) => breachOf(alarm, value));
  const known = breaches.filter((breach) => breach !== undefined);
  const count = known.filter(Boolean).length;
  if (count >= alarm.datapointsToAlarm) return 'ALARM';
  if (known.length === breaches.length || known.includes(false)) return 'OK';
  if (alarm.treatMissingData === 'ignore') return 'unchanged';
  if (known.length === 0) return 'INSUFFICIENT_DATA';
  // "Premature" alarms: all that is known is a breach, and it has been known for long enough.
  return breaches.lastIndexOf(true) >= alarm.datapointsToAlarm - 1 ? 'ALARM' : 'unchanged';
}

function breachOf({ threshold, comparison, treatMissingData }: AlarmDefinition, value: number | undefined) {
  if (value !== undefined) return COMPARISONS[comparison](value, threshold);
  if (treatMissingData === 'breaching') return true;
  return treatMissingData === 'notBreaching' ? false : undefined;
}
