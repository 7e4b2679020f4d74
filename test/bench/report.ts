import { table } from '../../sandbox/command/render/table';
import { PLAIN } from '../../sandbox/command/render/text';
import type { Measurement } from './measurements';
import { type Population, sharesOf } from './population';
import type { RemediationAtScale } from './remediation-at-scale';
import type { Target } from './targets';

const MIB = 1024 * 1024;

export interface BenchResult {
  readonly conditions: {
    readonly latencyMs: number;
    readonly iamCallsPerSecond: number;
    readonly iamBurst: number;
    readonly node: string;
  };
  readonly populations: readonly Population[];
  readonly evaluations: readonly Measurement[];
  readonly remediations: readonly RemediationAtScale[];
  readonly targets: readonly Target[];
  readonly seconds: number;
}

/** The measurements as text, for a terminal of 120 columns. */
export function report({ conditions, populations, evaluations, remediations, targets, seconds }: BenchResult): string {
  const { latencyMs, iamCallsPerSecond, iamBurst, node } = conditions;
  return [
    `Evaluations: ${latencyMs} ms a call, IAM throttled at ${iamCallsPerSecond} calls a second (burst ${iamBurst}), Node ${node}.`,
    'Each is a cold start in its own process. "first" finds a credential report; "next day" waits until IAM has made one.',
    '"per user" is the baseline: ListUsers, then GetLoginProfile and ListAccessKeys for each user. "needs" is the least that',
    'an evaluation can ask for: ⌈users/1000⌉ + 2, + 3 for each user who is inactive or newly within the notice, + 1 for',
    'each idle user with access keys.',
    '',
    'Populations (all other users have signed in within 75 days, or have no password):',
    ...populations.map((population) => `  ${population.name}: ${sharesOf(population)}`),
    '',
    evaluationTable(evaluations),
    '',
    'Remediation of all inactive users at once, with MaxRemovals set to their number, on the clock of the local AWS and',
    'within the limits of SSM and Config.',
    '',
    remediationTable(remediations),
    '',
    'Targets, at 5,000 users unless stated:',
    ...targets.map(({ what, measured, isMet }) => `  ${isMet ? '✓' : '✗'} ${what}: ${measured}`),
    '',
    `${seconds} s in total. The chart is in docs/bench.svg.`,
    '',
  ].join('\n');
}

function evaluationTable(evaluations: readonly Measurement[]): string {
  const columns = [
    { title: 'users', width: 5, align: 'right' as const },
    { title: 'population', width: 15 },
    { title: 'evaluation', width: 10 },
    ...(
      [
        ['List Users', 5],
        ['cred. report', 6],
        ['List Access Keys', 6],
        ['Get Login Profile', 7],
        ['Get User', 4],
        ['IAM calls', 6],
        ['needs', 5],
        ['thrott led', 6],
        ['Put Evalu ations', 5],
        ['Put Events', 6],
        ['time s', 5],
        ['recor ded', 5],
        ['cost $', 5],
        ['peak MiB', 4],
      ] as const
    ).map(([title, width]) => ({ title, width, align: 'right' as const })),
  ];
  return table(columns, evaluations.map(evaluationRow), PLAIN);
}

function evaluationRow(one: Measurement): string[] {
  const calls = (...operations: string[]) =>
    String(operations.reduce((sum, operation) => sum + (one.calls[operation] ?? 0), 0));
  return [
    String(one.users),
    one.population.name,
    one.kind,
    calls('ListUsers'),
    calls('GenerateCredentialReport', 'GetCredentialReport'),
    calls('ListAccessKeys'),
    calls('GetLoginProfile'),
    calls('GetUser'),
    String(one.iamCalls),
    String(one.neededCalls),
    String(one.throttled),
    calls('PutEvaluations'),
    calls('PutEvents'),
    (one.milliseconds / 1000).toFixed(2),
    String(one.recorded),
    one.costUsd.toFixed(3),
    (one.peakBytes / MIB).toFixed(0),
  ];
}

function remediationTable(remediations: readonly RemediationAtScale[]): string {
  const columns = [
    { title: 'users', width: 5, align: 'right' as const },
    { title: 'population', width: 15 },
    ...(
      [
        ['inactive', 8],
        ['report', 7],
        ['pass words deleted', 7],
        ['runs', 4],
        ['failed', 6],
        ['IAM throttled', 9],
        ['evaluations after', 11],
        ['refused', 7],
        ['recorded', 8],
        ['steps', 5],
        ['for each', 8],
        ['cost $', 6],
        ['hours', 5],
      ] as const
    ).map(([title, width]) => ({ title, width, align: 'right' as const })),
  ];
  const rows = remediations.map((one) => [
    String(one.users),
    one.population.name,
    String(one.inactiveBefore),
    one.reportAgeHours === 0 ? 'fresh' : `${one.reportAgeHours} h old`,
    String(one.deleted),
    String(one.runs),
    String(one.failedRuns),
    String(one.throttled),
    String(one.evaluationsAfter),
    String(one.refusedEvaluations),
    String(one.recorded),
    String(one.steps),
    one.stepsOfRemoval.join('–'),
    one.costUsd.toFixed(2),
    one.hours.toFixed(1),
  ]);
  return table(columns, rows, PLAIN);
}
