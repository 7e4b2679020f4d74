import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
  type SSMClient,
  type StepExecution,
} from '@aws-sdk/client-ssm';
import { answered, InvalidEvent } from '../rule/errors';
import { type Answer, decodeAnswer } from './answer';
import { STEPS } from './protocol';
import { ruleOfRunbook } from './runbook-name';

/** What a run of the runbook has done so far, as SSM tells it. */
export interface Run {
  readonly executionId: string;
  readonly ruleName: string;
  readonly userId: string;
  readonly userName: string;
  /** The last answer of the confirmation; undefined if there is none. */
  readonly answer: Answer | undefined;
  /** Of the step that deletes. */
  readonly deletion: { readonly status: string; readonly failure: string | undefined };
}

/**
 * Reads a run that is in progress.
 *
 * @throws InvalidEvent if it is no run of this runbook, or has ended; EvaluationFailed if SSM's answer lacks something
 */
export async function readRun(ssm: SSMClient, executionId: string): Promise<Run> {
  const { AutomationExecution: run = {} } = await ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId: executionId }),
  );
  const ruleName = ruleOfRunbook(run.DocumentName ?? '');
  if (ruleName === undefined || run.AutomationExecutionStatus !== 'InProgress') {
    throw new InvalidEvent('executionId', executionId, 'a run in progress of this runbook');
  }
  const deletion = stepOf(run, STEPS.delete);
  return {
    executionId,
    ruleName,
    userId: answered(run.Parameters?.['ResourceId']?.[0], 'the parameter ResourceId of the run'),
    userName: answered(outputOf(run, STEPS.findUser, 'UserName'), 'the user name of the run'),
    answer:
      decodeAnswer(outputOf(run, STEPS.confirmAgain, 'Payload') ?? '') ??
      decodeAnswer(outputOf(run, STEPS.confirm, 'Payload') ?? ''),
    deletion: { status: deletion?.StepStatus ?? 'Pending', failure: deletion?.FailureMessage },
  };
}

function stepOf({ StepExecutions: steps = [] }: AutomationExecution, name: string): StepExecution | undefined {
  return steps.find(({ StepName }) => StepName === name);
}

/** Of a step that succeeded: another's output may be a sentence of SSM's. */
function outputOf(run: AutomationExecution, stepName: string, output: string): string | undefined {
  const step = stepOf(run, stepName);
  return step?.StepStatus === 'Success' ? step.Outputs?.[output]?.[0] : undefined;
}
