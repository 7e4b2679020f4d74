import type { Execution, LocalAws, RemediationRun, StepExecution } from '../index';
import { sessionOf } from './call-counts';
import { describeStep } from './describe';
import { isoTime } from './iso-time';
import type { Remediation } from './result';

/** Every remediation that Config started or refused. The calls, not the runbook, say which passwords were deleted. */
export function remediationsOf({ config, ssm, endpoint }: LocalAws, nameOf: (userId: string) => string): Remediation[] {
  const executions = new Map(ssm.executions().map((execution) => [execution.id, execution]));
  const deletingSessions = new Set(
    endpoint.calls
      .filter(({ operation, error }) => operation === 'DeleteLoginProfile' && error === undefined)
      .map(({ caller }) => sessionOf(caller)),
  );
  const { runs, skipped } = config.remediation;
  return [
    ...runs.map((run) => {
      const { executionId = '', resourceId } = run;
      const isDeletion = deletingSessions.has(`Automation-${executionId}`);
      return describeRun(run, executions.get(executionId), isDeletion, nameOf(resourceId));
    }),
    // A resource that was passed over because a run is in progress is already among the runs.
    ...skipped
      .filter(({ reason }) => reason !== 'under way')
      .map(({ resourceId, reason }) => ({
        userName: nameOf(resourceId),
        userId: resourceId,
        outcome: 'passed over' as const,
        status: reason,
        steps: [],
      })),
  ];
}

function describeRun(
  run: RemediationRun,
  execution: Execution | undefined,
  isDeletion: boolean,
  userName: string,
): Remediation {
  const steps = (execution?.steps ?? []).filter(({ status }) => status !== 'Pending');
  const answer = steps.findLast(isAnswered)?.outputs['Payload']?.[0];
  const otherwise = run.state === 'SUCCEEDED' ? 'nothing deleted' : 'failed';
  return {
    userName,
    userId: run.resourceId,
    outcome: isDeletion ? 'password deleted' : otherwise,
    ...(answer !== undefined && { answer }),
    ...(run.started !== undefined && { started: isoTime(run.started) }),
    ...(run.ended !== undefined && { ended: isoTime(run.ended) }),
    status: execution?.status ?? run.state,
    ...(run.executionId !== undefined && { executionId: run.executionId }),
    ...(run.failureMessage !== undefined && { failureMessage: run.failureMessage }),
    steps: steps.map(describeStep),
  };
}

/** A Lambda step with an answer. A function may return nothing; other steps have SSM's sentence that there is no output. */
function isAnswered({ action, status, outputs }: StepExecution): boolean {
  return action === 'aws:invokeLambdaFunction' && status === 'Success' && outputs['Payload']?.[0] !== 'null';
}
