import type {
  AutomationExecution,
  AutomationExecutionMetadata,
  StepExecution as StepExecutionShape,
} from '@aws-sdk/client-ssm';
import type { Execution, StepExecution } from './execution';
import type { Runbook, Step } from './runbook';

/** As GetAutomationExecution shows a run. */
export function automationExecution(execution: Execution, runbook: Runbook): AutomationExecution {
  return {
    ...commonMembers(execution),
    StepExecutions: execution.steps.map((step) =>
      stepExecution(
        step,
        runbook.steps.find(({ name }) => name === step.name),
      ),
    ),
    StepExecutionsTruncated: false,
    Parameters: lists(execution.parameters),
  };
}

/** As DescribeAutomationExecutions lists a run. */
export function automationExecutionMetadata(execution: Execution): AutomationExecutionMetadata {
  return { ...commonMembers(execution), LogFile: '', AutomationType: 'Local' };
}

function commonMembers(execution: Execution) {
  const current = execution.steps.find(({ status }) => status === 'InProgress');
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.documentName,
    DocumentVersion: execution.documentVersion,
    AutomationExecutionStatus: execution.status,
    ExecutionStartTime: new Date(execution.start),
    ExecutionEndTime: dateOf(execution.end),
    ExecutedBy: execution.startedBy,
    Outputs: lists(execution.outputs),
    Mode: 'Auto' as const,
    FailureMessage: execution.failureMessage,
    CurrentStepName: current?.name,
    CurrentAction: current?.action,
    Targets: [],
    ResolvedTargets: { ParameterValues: [], Truncated: false },
  };
}

/**
 * Each input is JSON of its own; OutputPayload repeats the step's outputs. AWS: the samples of
 * "GetAutomationExecution", Systems Manager API Reference. What else it contains for aws:executeAwsApi is not recorded.
 */
function stepExecution(execution: StepExecution, step: Step | undefined): StepExecutionShape {
  const { onFailure } = step ?? {};
  return {
    StepName: execution.name,
    Action: execution.action,
    StepStatus: execution.status,
    StepExecutionId: execution.id,
    ExecutionStartTime: dateOf(execution.start),
    ExecutionEndTime: dateOf(execution.end),
    Inputs: Object.fromEntries(Object.entries(execution.inputs).map(([name, value]) => [name, JSON.stringify(value)])),
    Outputs: {
      ...lists(execution.outputs),
      ...(execution.outputPayload !== undefined && { OutputPayload: [execution.outputPayload] }),
    },
    FailureMessage: execution.failureMessage,
    OverriddenParameters: {},
    MaxAttempts: step?.maxAttempts,
    IsEnd: step?.isEnd,
    IsCritical: step?.isCritical,
    TimeoutSeconds: step?.timeoutSeconds,
    NextStep: step?.nextStep,
    OnFailure: typeof onFailure === 'object' ? `step:${onFailure.step}` : onFailure,
  };
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

function lists(values: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, texts]) => [name, [...texts]]));
}
