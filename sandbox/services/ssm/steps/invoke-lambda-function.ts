import { Buffer } from 'node:buffer';
import { AwsError } from '../../../core/aws-error';
import { parseJson } from '../../../core/json';
import type { FunctionResult } from '../../lambda/lambda';
import { type Action, type Inputs, StepFailure } from './action';
import { asBoto3Says } from './api-call';

const LOG_TAIL_BYTES = 4096;

/**
 * AWS: "aws:invokeLambdaFunction – Invoke an AWS Lambda function", Systems Manager User Guide. LogResult is there without
 * LogType, whose default that page calls Tail.
 */
export const invokeLambdaFunction: Action = {
  outputs: ['StatusCode', 'FunctionError', 'LogResult', 'Payload'],
  customOutputs: false,
  maxSeconds: 300,
  check(inputs) {
    inputs
      .without('Qualifier', 'LogType', 'ClientContext')
      .only('FunctionName', 'InputPayload', 'Payload', 'InvocationType')
      .text('FunctionName');
    const type = inputs.optionalText('InvocationType', { oneOf: ['RequestResponse', 'Event', 'DryRun'] });
    if (type !== undefined && type !== 'RequestResponse') throw inputs.notModelled(`the InvocationType ${type}`);
    inputs.optionalStructure('InputPayload');
    inputs.optionalText('Payload');
    if (!inputs.has('InputPayload') && !inputs.has('Payload'))
      throw inputs.notModelled('neither InputPayload nor Payload');
  },
  async run(inputs, context) {
    const result = await invoke(inputs, context.invoke);
    if (context.now() > context.deadline) throw StepFailure.timeout();
    if (result.functionError !== undefined && context.unconfirmed.functionErrorFailsStep) {
      throw StepFailure.action(`The function failed (${result.functionError}): ${result.payload}.`);
    }
    const quoted = context.unconfirmed.lambdaPayload === 'quoted';
    return {
      outputs: new Map([
        ['StatusCode', '200'],
        ...(result.functionError === undefined ? [] : [['FunctionError', result.functionError] as const]),
        ['LogResult', logTail(result.log)],
        ['Payload', quoted ? result.payload : withoutQuotes(result.payload)],
      ]),
    };
  },
};

async function invoke(
  inputs: Inputs,
  call: (functionName: string, event: unknown) => Promise<FunctionResult>,
): Promise<FunctionResult> {
  const { FunctionName, InputPayload, Payload } = inputs;
  if (typeof FunctionName !== 'string') throw StepFailure.inputs('The FunctionName must be a string.');
  // "If you define both InputPayload and Payload for the action, InputPayload takes precedence."
  const event = InputPayload ?? eventIn(Payload);
  try {
    return await call(FunctionName, event);
  } catch (error) {
    if (error instanceof AwsError) throw StepFailure.action(asBoto3Says(error, 'Invoke'));
    throw error;
  }
}

function eventIn(text: unknown): unknown {
  const event = parseJson(String(text));
  if (event !== undefined) return event;
  const error = new AwsError('InvalidRequestContentException', 'Could not parse request body into json');
  throw StepFailure.action(asBoto3Says(error, 'Invoke'));
}

function withoutQuotes(payload: string): string {
  const value = parseJson(payload);
  return typeof value === 'string' ? value : payload;
}

/** As Lambda's LogResult: the last 4 KB, in base64. */
function logTail(lines: readonly string[]): string {
  return Buffer.from(lines.join('\n')).subarray(-LOG_TAIL_BYTES).toString('base64');
}
