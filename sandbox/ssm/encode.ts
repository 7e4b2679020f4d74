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
    ...(execution.end !== undefined && { ExecutionEndTime: new Date(execution.end) }),
    ExecutedBy: execution.startedBy,
    Outputs: lists(execution.outputs),
    Mode: 'Auto' as const,
    ...(execution.failureMessage !== undefined && { FailureMessage: execution.failureMessage }),
    ...(current && { CurrentStepName: current.name, CurrentAction: current.action }),
    Targets: [],
    ResolvedTargets: { ParameterValues: [], Truncated: false },
  };
}

function stepExecution(execution: StepExecution, step: Step | undefined): StepExecutionShape {
  const { onFailure } = step ?? {};
  return {
    StepName: execution.name,
    Action: execution.action,
    StepStatus: execution.status,
    StepExecutionId: execution.id,
    ...(execution.start !== undefined && { ExecutionStartTime: new Date(execution.start) }),
    ...(execution.end !== undefined && { ExecutionEndTime: new Date(execution.end) }),
    Inputs: Object.fromEntries(Object.entries(execution.inputs).map(([name, value]) => [name, JSON.stringify(value)])),
    Outputs: lists(execution.outputs),
    ...(execution.failureMessage !== undefined && { FailureMessage: execution.failureMessage }),
    ...(step && { MaxAttempts: step.maxAttempts, IsEnd: step.isEnd, IsCritical: step.isCritical }),
    ...(step?.timeoutSeconds !== undefined && { TimeoutSeconds: step.timeoutSeconds }),
    ...(step?.nextStep !== undefined && { NextStep: step.nextStep }),
    ...(onFailure !== undefined && {
      OnFailure: typeof onFailure === 'string' ? onFailure : `step:${onFailure.step}`,
    }),
  };
}

function lists(values: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, texts]) => [name, [...texts]]));
}
