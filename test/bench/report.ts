import { table } from '../../sandbox/cli/render/table';
import { PLAIN } from '../../sandbox/cli/render/paint';
import type { Measurement } from './measurements';
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
  readonly evaluations: readonly Measurement[];
  readonly remediations: readonly RemediationAtScale[];
  readonly targets: readonly Target[];
  readonly seconds: number;
}

/** The bench's result for a terminal of 120 columns. */
export function report({ conditions, evaluations, remediations, targets, seconds }: BenchResult): string {
  const { latencyMs, iamCallsPerSecond, iamBurst, node } = conditions;
  return [
    `Evaluations: ${latencyMs} ms a call, IAM throttled at ${iamCallsPerSecond} calls a second (burst ${iamBurst}), Node ${node}.`,
    'Each is a cold start in a process of its own. A credential report is there at first; the next day has to wait until',
    'IAM has made one. "per user" is the baseline: ListUsers, then GetLoginProfile and ListAccessKeys for each user.',
    '',
    evaluationTable(evaluations),
    '',
    'Remediation of many at once: on the clock of the local AWS, SSM and Config at their limits.',
    '',
    remediationTable(remediations),
    '',
    'Targets at 5,000 users, 1 % inactive where not said otherwise:',
    ...targets.map(({ what, measured, isMet }) => `  ${isMet ? '✓' : '✗'} ${what}: ${measured}`),
    '',
    `${seconds} s in all; docs/bench.svg has been drawn.`,
    '',
  ].join('\n');
}

function evaluationTable(evaluations: readonly Measurement[]): string {
  const columns = [
    { title: 'users', width: 5, align: 'right' as const },
    { title: 'inactive', width: 8, align: 'right' as const },
    { title: 'evaluation', width: 10 },
    ...(
      [
        ['List Users', 5],
        ['cred. report', 6],
        ['List Access Keys', 6],
        ['Get Login Profile', 7],
        ['Get User', 4],
        ['IAM calls', 6],
        ['lower bound', 5],
        ['thrott led', 6],
        ['stored results', 7],
        ['Put Evalu ations', 6],
        ['time s', 6],
        ['recor ded', 5],
        ['cost $', 6],
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
    `${one.inactivePercent} %`,
    one.kind,
    calls('ListUsers'),
    calls('GenerateCredentialReport', 'GetCredentialReport'),
    calls('ListAccessKeys'),
    calls('GetLoginProfile'),
    calls('GetUser'),
    String(one.iamCalls),
    one.lowerBound === undefined ? '' : String(one.lowerBound),
    String(one.throttled),
    calls('GetComplianceDetailsByConfigRule'),
    calls('PutEvaluations'),
    (one.milliseconds / 1000).toFixed(2),
    String(one.recorded),
    one.costUsd.toFixed(3),
    (one.peakBytes / MIB).toFixed(0),
  ];
}

function remediationTable(remediations: readonly RemediationAtScale[]): string {
  const columns = (
    [
      ['users', 5],
      ['inactive', 8],
      ['report', 7],
      ['pass words deleted', 7],
      ['runs', 4],
      ['failed', 6],
      ['evaluations after', 11],
      ['refused', 7],
      ['recorded', 8],
      ['steps', 5],
      ['cost $', 6],
      ['hours', 5],
    ] as const
  ).map(([title, width]) => ({ title, width, align: 'right' as const }));
  const rows = remediations.map((one) => [
    String(one.users),
    String(one.inactiveBefore),
    one.reportAgeHours === 0 ? 'fresh' : `${one.reportAgeHours} h old`,
    String(one.deleted),
    String(one.runs),
    String(one.failedRuns),
    String(one.evaluationsAfter),
    String(one.refusedEvaluations),
    String(one.recorded),
    String(one.steps),
    one.costUsd.toFixed(2),
    one.hours.toFixed(1),
  ]);
  return table(columns, rows, PLAIN);
}
