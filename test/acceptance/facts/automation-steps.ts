import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
  type StepExecution,
} from '@aws-sdk/client-ssm';
import { MINUTE, SECOND } from '../../../rule/decision/dates';
import { isRecord, parseJson } from '../../../rule/decision/json';
import type { Context, Step } from '../context';
import { poll } from '../poll';
import { hasEnded } from '../runs';
import { unlessRefused } from '../unless-refused';
import { type FactAnswer, type FactAnswers, unclear } from './facts';
import { type Probe, readProbe } from './probe';
import { WORD } from './probe-documents';
import { STEPS_DOCUMENT_NAME } from './probe-template';

/** One run, started by hand, of a runbook whose steps show what reaches them. */
export const automationSteps: Step = {
  name: 'what a step of Automation gets',
  run: async (context) => {
    const probe = await readProbe(context);
    let last: AutomationExecution | undefined;
    // The first runs can fail: IAM is eventually consistent.
    await poll(context.time, { every: MINUTE, within: 5 * MINUTE }, async () => {
      last = await runOnce(context, probe);
      return hasSucceeded(stepNamed(last, 'Say')) || undefined;
    });
    return { facts: answersOf(last) };
  },
};

async function runOnce({ ssm, time }: Context, { runParameters }: Probe): Promise<AutomationExecution | undefined> {
  const start = new StartAutomationExecutionCommand({ DocumentName: STEPS_DOCUMENT_NAME, Parameters: runParameters });
  // The error of a role that cannot be assumed, or not yet.
  const { AutomationExecutionId } =
    (await unlessRefused('InvalidAutomationExecutionParametersException', () => ssm.send(start))) ?? {};
  if (AutomationExecutionId === undefined) return undefined;
  const get = new GetAutomationExecutionCommand({ AutomationExecutionId });
  return await poll(time, { every: 5 * SECOND, within: 10 * MINUTE }, async () => {
    const answer = await unlessRefused('AutomationExecutionNotFoundException', () => ssm.send(get));
    const run = answer?.AutomationExecution;
    return run && hasEnded(run) ? run : undefined;
  });
}

type Answers = Required<Pick<FactAnswers, 'lambdaString' | 'functionError' | 'outputOfStepNotRun'>>;

/** What a run of the probe's steps tells; `undefined` is one that has not started, or has not ended. */
export function answersOf(run: AutomationExecution | undefined): Answers {
  const [say, echo, fail, nameSkipped] = ['Say', 'Echo', 'Fail', 'NameSkipped'].map((name) => stepNamed(run, name));
  if (!hasSucceeded(say) || !hasSucceeded(echo)) {
    const why = unclear(`The run did not get as far as it must: ${shown(say)}; ${shown(echo)}.`);
    return { lambdaString: why, functionError: why, outputOfStepNotRun: why };
  }
  return {
    lambdaString: lambdaString(echo),
    functionError: functionError(fail),
    outputOfStepNotRun: outputOfStepNotRun(nameSkipped),
  };
}

function lambdaString(echo: StepExecution | undefined): FactAnswer<'lambdaString'> {
  const arrived = arrivedAt(echo);
  const evidence = `The function returned ${WORD}; the next step got ${arrived}.`;
  if (arrived === WORD) return { answer: 'bare', evidence };
  return arrived === JSON.stringify(WORD) ? { answer: 'quoted', evidence } : unclear(evidence);
}

function functionError(fail: StepExecution | undefined): FactAnswer<'functionError'> {
  const evidence = `The function threw an error; ${shown(fail)}`;
  if (fail?.StepStatus === 'Failed') return { answer: 'fails the step', evidence };
  if (!hasSucceeded(fail)) return unclear(evidence);
  const error = fail?.Outputs?.['FunctionError']?.[0];
  return { answer: 'does not fail the step', evidence: `${evidence}, and its output FunctionError is ${error}.` };
}

function outputOfStepNotRun(nameSkipped: StepExecution | undefined): FactAnswer<'outputOfStepNotRun'> {
  if (nameSkipped?.StepStatus === 'Failed')
    return { answer: 'it fails', evidence: `Naming the output, ${shown(nameSkipped)}` };
  const arrived = arrivedAt(nameSkipped);
  const evidence = `The step got: ${arrived}`;
  if (!hasSucceeded(nameSkipped)) return unclear(`${evidence}; ${shown(nameSkipped)}`);
  if (/^\{\{\s*Skipped\.Payload\s*\}\}$/.test(arrived)) return { answer: 'the reference itself', evidence };
  return arrived.startsWith('No output available') ? { answer: 'a sentence', evidence } : unclear(evidence);
}

function stepNamed(run: AutomationExecution | undefined, name: string): StepExecution | undefined {
  return run?.StepExecutions?.find(({ StepName }) => StepName === name);
}

function hasSucceeded(step: StepExecution | undefined): boolean {
  return step?.StepStatus === 'Success';
}

/** What the function has echoed to a step, as a text. */
function arrivedAt(step: StepExecution | undefined): string {
  const payload = step?.Outputs?.['Payload']?.[0] ?? '';
  const answer = parseJson(payload);
  const echo = isRecord(answer) ? answer['echo'] : undefined;
  return typeof echo === 'string' ? echo : payload;
}

/** Characters of a failure message that an evidence quotes. */
const LONGEST_MESSAGE = 200;

/** e.g. `the step Fail is Failed: Step fails when it is …`. */
function shown(step: StepExecution | undefined): string {
  if (!step) return 'a step is missing';
  const { StepName, StepStatus, FailureMessage } = step;
  const state = `the step ${StepName} is ${StepStatus}`;
  if (FailureMessage === undefined) return state;
  const isLong = FailureMessage.length > LONGEST_MESSAGE;
  return `${state}: ${isLong ? `${FailureMessage.slice(0, LONGEST_MESSAGE)}…` : FailureMessage}`;
}
