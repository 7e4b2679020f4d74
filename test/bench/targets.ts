import { COMPARED, type Kind, LARGEST, type Measurement } from './measurements';
import { FEW, MIXED, type Population } from './population';
import type { RemediationAtScale } from './remediation-at-scale';

const MIB = 1024 * 1024;
const LAMBDA_LIMIT_MS = 15 * 60 * 1000;
/** The most IAM calls that an evaluation may make for each that it needs; see neededCalls. */
export const BOUND = 1.1;

export interface Target {
  readonly what: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** The function has 512; live reads of many need some more. */
const PEAK_MIB: readonly (readonly [Population, number])[] = [
  [FEW, 160],
  [MIXED, 180],
];

/** How much better than the baseline an evaluation must be in each population: the first, and one without changes. */
const ADVANTAGE: readonly { population: Population; kind: Kind; fewerCalls: number; lessTime: number }[] = [
  { population: FEW, kind: 'first', fewerCalls: 50, lessTime: 20 },
  { population: MIXED, kind: 'first', fewerCalls: 5, lessTime: 3 },
  { population: MIXED, kind: 'unchanged', fewerCalls: 12, lessTime: 5 },
];

/** What the README promises for an account at the quota of 5,000 users, and whether it held in this run. */
export function targetsOf(measurements: readonly Measurement[], remediations: readonly RemediationAtScale[]): Target[] {
  const ours = measurements.filter(({ kind }) => kind !== 'per user');
  const overNeed = Math.max(
    // Waiting for a report takes more calls.
    ...ours.filter(({ kind }) => kind !== 'next day').map(({ iamCalls, neededCalls }) => iamCalls / neededCalls),
  );
  const slowest = Math.max(...ours.map(({ milliseconds }) => milliseconds)) / 1000;
  const left = remediations.reduce((sum, { inactiveBefore, deleted }) => sum + inactiveBefore - deleted, 0);
  const failed = remediations.reduce((sum, { failedRuns }) => sum + failedRuns, 0);
  return [
    atMost('IAM calls for each that is needed, of first and unchanged, at every size', overNeed, BOUND),
    ...PEAK_MIB.map(([population, limit]) => {
      const some = ours.filter((one) => one.users === LARGEST && one.population === population);
      const peak = Math.max(...some.map(({ peakBytes }) => peakBytes)) / MIB;
      return atMost(`peak memory of the Lambda (${population.name})`, peak, limit, ' MiB');
    }),
    ...ADVANTAGE.flatMap(({ population, kind, fewerCalls, lessTime }) => {
      const one = find(measurements, kind, population);
      const baseline = find(measurements, 'per user', population);
      const where = `than one user at a time (${population.name}, ${kind})`;
      return [
        atLeast(`times fewer IAM calls ${where}`, baseline.iamCalls / one.iamCalls, fewerCalls),
        atLeast(`times less time ${where}`, baseline.milliseconds / one.milliseconds, lessTime),
      ];
    }),
    ...COMPARED.map((population) => {
      const again =
        find(measurements, 'unchanged', population).recorded / find(measurements, 'first', population).recorded;
      return atMost(`results recorded again of an unchanged account (${population.name})`, 100 * again, 1, ' %');
    }),
    atMost(
      "seconds of the slowest evaluation, against Lambda's 900 (every size and population)",
      slowest,
      LAMBDA_LIMIT_MS / 10_000,
    ),
    atMost('inactive users who still have a password after the remediation at scale', left, 0),
    atMost('failed runs of the remediation at scale', failed, 0),
  ];
}

export function atMost(what: string, value: number, limit: number, unit = ''): Target {
  return { what: `${what}: at most ${limit}${unit}`, measured: shown(value, unit), isMet: value <= limit };
}

function atLeast(what: string, value: number, limit: number): Target {
  return { what: `${what}: at least ${limit} ×`, measured: shown(value, ' ×'), isMet: value >= limit };
}

function shown(value: number, unit: string): string {
  return `${value.toFixed(value < 10 && !Number.isInteger(value) ? 2 : 0)}${unit}`;
}

function find(measurements: readonly Measurement[], kind: Kind, population: Population): Measurement {
  const found = measurements.find((one) => one.users === LARGEST && one.kind === kind && one.population === population);
  if (!found) throw new Error(`no measurement of ${LARGEST} users, ${population.name}, ${kind}`);
  return found;
}
