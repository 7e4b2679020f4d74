import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
  type SSMClient,
  type StepExecution,
} from '@aws-sdk/client-ssm';
import { required, InvalidEvent } from '../rule/decision/errors';
import { type Confirmation, decodeConfirmation } from './confirmation';
import { STEPS } from './protocol';
import { ruleOfRunbook } from './runbook-name';

/** A run (Automation execution) of the runbook, as SSM shows it. */
export interface Run {
  readonly executionId: string;
  readonly ruleName: string;
  readonly userId: string;
  readonly userName: string;
  /** The last one. */
  readonly outcome: Exclude<Confirmation, { kind: 'wait' }>;
  /** The step that deletes, if it has succeeded. */
  readonly deletion: StepExecution | undefined;
}

/** AWS does not document whether SSM shows a run as Failed before its last step, after a critical step has failed. */
const REPORTED_STATUSES: ReadonlySet<string | undefined> = new Set(['InProgress', 'Failed']);

/**
 * Reads a run that is in progress and has a confirmation.
 *
 * @throws InvalidEvent if this is not such a run of this runbook; OperationFailed if SSM's response is incomplete
 */
export async function readRun(ssm: SSMClient, executionId: string): Promise<Run> {
  const { AutomationExecution: run = {} } = await ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId: executionId }),
  );
  const ruleName = ruleOfRunbook(run.DocumentName ?? '');
  const outcome = confirmationOf(run, STEPS.confirmAgain) ?? confirmationOf(run, STEPS.confirm);
  if (
    ruleName === undefined ||
    !REPORTED_STATUSES.has(run.AutomationExecutionStatus) ||
    !outcome ||
    outcome.kind === 'wait'
  ) {
    throw new InvalidEvent('executionId', executionId, 'a reportable run of this runbook');
  }
  return {
    executionId,
    ruleName,
    userId: required(run.Parameters?.['ResourceId']?.[0], 'the parameter ResourceId of the run'),
    userName: required(outputOf(run, STEPS.findUser, 'UserName'), 'the user name of the run'),
    outcome,
    deletion: succeeded(run, STEPS.delete),
  };
}

function confirmationOf(run: AutomationExecution, stepName: string): Confirmation | undefined {
  return decodeConfirmation(outputOf(run, stepName, 'Payload') ?? '');
}

function outputOf(run: AutomationExecution, stepName: string, output: string): string | undefined {
  return succeeded(run, stepName)?.Outputs?.[output]?.[0];
}

/** If a step has not succeeded, its output may be a sentence by SSM. */
function succeeded({ StepExecutions: steps = [] }: AutomationExecution, name: string): StepExecution | undefined {
  return steps.find(({ StepName, StepStatus }) => StepName === name && StepStatus === 'Success');
}
