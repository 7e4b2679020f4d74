import type { Kind, Measurement } from './measurements';
import type { RemediationAtScale } from './remediation-at-scale';

const LARGEST = 5_000;
const MIB = 1024 * 1024;
const LAMBDA_LIMIT_MS = 15 * 60 * 1000;

export interface Target {
  readonly what: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** What is promised for an account at the quota of 5,000 users, and whether it held in this run. */
export function targetsOf(measurements: readonly Measurement[], remediations: readonly RemediationAtScale[]): Target[] {
  const [first, second, baseline] = [
    find(measurements, 'first', 1),
    find(measurements, 'unchanged', 1),
    find(measurements, 'per user', 1),
  ];
  const ours = measurements.filter(({ kind }) => kind !== 'per user');
  const atOnePercent = ours.filter(({ users, inactivePercent }) => users === LARGEST && inactivePercent === 1);
  const peak = Math.max(...atOnePercent.map(({ peakBytes }) => peakBytes)) / MIB;
  const slowest = Math.max(...ours.map(({ milliseconds }) => milliseconds));
  const target = (what: string, value: number, isMet: boolean, unit = '') => ({
    what,
    measured: `${value.toFixed(value < 10 ? 2 : 0)}${unit}`,
    isMet,
  });
  const bound = first.iamCalls / (first.lowerBound ?? Number.NaN);
  const fewer = baseline.iamCalls / first.iamCalls;
  const faster = baseline.milliseconds / first.milliseconds;
  const again = (100 * second.recorded) / first.recorded;
  const left = remediations.reduce((sum, { inactiveBefore, deleted }) => sum + inactiveBefore - deleted, 0);
  return [
    target('IAM calls at most 1.1 × the lower bound', bound, bound <= 1.1, ' ×'),
    target('at least 50 × fewer IAM calls than one user at a time', fewer, fewer >= 50, ' ×'),
    target('at least 20 × less time than one user at a time', faster, faster >= 20, ' ×'),
    target("an unchanged account records at most 1 % of the first evaluation's", again, again <= 1, ' %'),
    target('peak memory of the Lambda at most 160 MiB', peak, peak <= 160, ' MiB'),
    target(
      "every evaluation, at 10 % inactive too, in a tenth of Lambda's 15 minutes",
      slowest / 1000,
      slowest <= LAMBDA_LIMIT_MS / 10,
      ' s',
    ),
    target('inactive users left with a password by the remediation at scale', left, left === 0),
  ];
}

function find(measurements: readonly Measurement[], kind: Kind, inactivePercent: number): Measurement {
  const found = measurements.find(
    (one) => one.users === LARGEST && one.kind === kind && one.inactivePercent === inactivePercent,
  );
  if (!found) throw new Error(`no measurement of ${LARGEST} users, ${kind}`);
  return found;
}
