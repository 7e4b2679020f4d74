import { type AlarmDefinition, type AlarmState, COMPARISONS } from './alarm';
import type { Period } from './evaluation-range';
import { breaches } from './alarm-state';

/** The reason of the state in which an alarm is made. */
export const UNCHECKED = 'Unchecked: Initial alarm creation';

/**
 * Why an alarm is in a state, in CloudWatch's own sentences as its examples show them.
 * AWS: "Alarm events and EventBridge", CloudWatch User Guide.
 */
export function reasonOf(alarm: AlarmDefinition, periods: readonly Period[], state: AlarmState): string {
  const { evaluationPeriods, datapointsToAlarm } = alarm;
  const real = periods.filter(hasValue).slice(0, evaluationPeriods);
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(evaluationPeriods, 'datapoint')} ${were(evaluationPeriods)} unknown.`;
  }
  if (real.length === 0) {
    const treated = alarm.treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    const missing = `${counted(evaluationPeriods, 'missing datapoint')} ${were(evaluationPeriods)} treated as [${treated}]`;
    return `Threshold Crossed: no datapoints were received for ${counted(evaluationPeriods, 'period')} and ${missing}.`;
  }
  const deciding = real.filter(({ value }) => breaches(alarm, value) === (state === 'ALARM'));
  const list = deciding.map(({ start, value }) => `${decimal(value)} (${dayAndTime(start)})`).join(', ');
  const not = state === 'ALARM' ? '' : 'not ';
  const comparison = `${not}${COMPARISONS[alarm.comparison].text} the threshold (${decimal(alarm.threshold)})`;
  const [most, transition] =
    state === 'ALARM' ? [datapointsToAlarm, 'OK -> ALARM'] : [evaluationPeriods - datapointsToAlarm + 1, 'ALARM -> OK'];
  return (
    `Threshold Crossed: ${deciding.length} out of the last ${counted(evaluationPeriods, 'datapoint')} [${list}] ` +
    `${were(deciding.length)} ${comparison} (minimum ${counted(most, 'datapoint')} for ${transition} transition).`
  );
}

function hasValue(period: Period): period is Period & { readonly value: number } {
  return period.value !== undefined;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** `1.0` for 1. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `24/11/26 08:00:00`. */
function dayAndTime(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}
