import type { Call, Execution, RemediationRun, SkippedRemediation, StepExecution } from '../index';
import { sessionOf } from './call-counts';
import { isoTime } from './iso-time';
import type { RemediationResult, StepResult } from './result';

interface Happened {
  readonly runs: readonly RemediationRun[];
  readonly skipped: readonly SkippedRemediation[];
  readonly executions: readonly Execution[];
  readonly calls: readonly Call[];
  readonly nameOf: (userId: string) => string;
}

/** What became of each remediation; that a password was deleted is read off the calls, not off the runbook's words. */
export function remediationResults({ runs, skipped, executions, calls, nameOf }: Happened): RemediationResult[] {
  const executionOf = new Map(executions.map((execution) => [execution.id, execution]));
  const deletingSessions = new Set(
    calls
      .filter(({ operation, error }) => operation === 'DeleteLoginProfile' && error === undefined)
      .map(({ caller }) => sessionOf(caller)),
  );
  const results = runs.map((run) => {
    const execution = run.executionId === undefined ? undefined : executionOf.get(run.executionId);
    const deleted = deletingSessions.has(`Automation-${run.executionId}`);
    return resultOf(run, execution, deleted, nameOf(run.resourceId));
  });
  // "Under way" is no refusal: the run that is under way is among the others.
  const refused = skipped.filter(({ reason }) => reason !== 'under way');
  return [
    ...results,
    ...refused.map(({ resourceId, reason }) => ({
      userName: nameOf(resourceId),
      userId: resourceId,
      outcome: 'passed over' as const,
      status: reason,
      steps: [],
    })),
  ];
}

function resultOf(
  run: RemediationRun,
  execution: Execution | undefined,
  deleted: boolean,
  userName: string,
): RemediationResult {
  const steps = (execution?.steps ?? []).filter(({ status }) => status !== 'Pending');
  const answer = steps.findLast(isAnswered)?.outputs['Payload']?.[0];
  const otherwise = run.state === 'SUCCEEDED' ? 'nothing deleted' : 'failed';
  return {
    userName,
    userId: run.resourceId,
    outcome: deleted ? 'password deleted' : otherwise,
    ...(answer !== undefined && { answer }),
    ...(run.started !== undefined && { started: isoTime(run.started) }),
    ...(run.ended !== undefined && { ended: isoTime(run.ended) }),
    status: execution?.status ?? run.state,
    ...(run.executionId !== undefined && { executionId: run.executionId }),
    ...(run.failureMessage !== undefined && { failureMessage: run.failureMessage }),
    steps: steps.map(stepOf),
  };
}

/** A Lambda step that has an answer: a function may return nothing, and other steps hold SSM's sentence that there is none. */
function isAnswered({ action, status, outputs }: StepExecution): boolean {
  return action === 'aws:invokeLambdaFunction' && status === 'Success' && outputs['Payload']?.[0] !== 'null';
}

function stepOf({ name, action, status, start = 0, end = start, failureMessage }: StepExecution): StepResult {
  return {
    name,
    action,
    status,
    seconds: Math.round((end - start) / 1000),
    ...(failureMessage !== undefined && { failureMessage }),
  };
}
