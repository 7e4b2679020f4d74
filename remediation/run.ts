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

/** What a run of the runbook has done so far, as SSM tells it. */
export interface Run {
  readonly executionId: string;
  readonly ruleName: string;
  readonly userId: string;
  readonly userName: string;
  /** The last answer of the confirmation. */
  readonly answer: Exclude<Confirmation, { kind: 'wait' }>;
  /** The step that deletes, if it has succeeded. */
  readonly deletion: StepExecution | undefined;
}

/** After a critical failure SSM may show a run as Failed before its last step: AWS does not say. */
const TOLD: ReadonlySet<string | undefined> = new Set(['InProgress', 'Failed']);

/**
 * Reads a run that is in progress, and has an answer on which it acts.
 *
 * @throws InvalidEvent if it is no such run of this runbook; OperationFailed if SSM's answer lacks something
 */
export async function readRun(ssm: SSMClient, executionId: string): Promise<Run> {
  const { AutomationExecution: run = {} } = await ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId: executionId }),
  );
  const ruleName = ruleOfRunbook(run.DocumentName ?? '');
  const answer = answerOf(run, STEPS.confirmAgain) ?? answerOf(run, STEPS.confirm);
  if (ruleName === undefined || !TOLD.has(run.AutomationExecutionStatus) || !answer || answer.kind === 'wait') {
    throw new InvalidEvent('executionId', executionId, 'a run of this runbook that is to be told');
  }
  return {
    executionId,
    ruleName,
    userId: required(run.Parameters?.['ResourceId']?.[0], 'the parameter ResourceId of the run'),
    userName: required(outputOf(run, STEPS.findUser, 'UserName'), 'the user name of the run'),
    answer,
    deletion: succeeded(run, STEPS.delete),
  };
}

function answerOf(run: AutomationExecution, stepName: string): Confirmation | undefined {
  return decodeConfirmation(outputOf(run, stepName, 'Payload') ?? '');
}

function outputOf(run: AutomationExecution, stepName: string, output: string): string | undefined {
  return succeeded(run, stepName)?.Outputs?.[output]?.[0];
}

/** The output of a step that has not succeeded may be a sentence of SSM's. */
function succeeded({ StepExecutions: steps = [] }: AutomationExecution, name: string): StepExecution | undefined {
  return steps.find(({ StepName, StepStatus }) => StepName === name && StepStatus === 'Success');
}
