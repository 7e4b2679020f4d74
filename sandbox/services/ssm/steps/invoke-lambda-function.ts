import { Buffer } from 'node:buffer';
import { AwsError } from '../../../core/aws-error';
import type { FunctionResult } from '../../lambda/lambda';
import { type Action, type ActionContext, type Inputs, StepFailure } from './action';
import { asBoto3Says } from './api-call';

const LOG_TAIL_BYTES = 4096;

/**
 * AWS: "aws:invokeLambdaFunction – Invoke an AWS Lambda function", Systems Manager User Guide. LogResult is returned
 * even without LogType, whose default that page calls Tail.
 */
export const invokeLambdaFunction: Action = {
  outputs: ['StatusCode', 'FunctionError', 'LogResult', 'Payload'],
  customOutputs: false,
  maxSeconds: 300,
  check(inputs) {
    inputs
      .without('Qualifier', 'LogType', 'ClientContext', 'Payload')
      .only('FunctionName', 'InputPayload', 'InvocationType')
      .text('FunctionName');
    const type = inputs.optionalText('InvocationType', { oneOf: ['RequestResponse', 'Event', 'DryRun'] });
    if (type !== undefined && type !== 'RequestResponse') throw inputs.notModelled(`the InvocationType ${type}`);
    inputs.structure('InputPayload');
  },
  async run(inputs, context) {
    const result = await invoke(inputs, context);
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

async function invoke({ FunctionName, InputPayload }: Inputs, context: ActionContext): Promise<FunctionResult> {
  try {
    return await context.invoke(String(FunctionName), InputPayload);
  } catch (error) {
    if (error instanceof AwsError) throw StepFailure.action(asBoto3Says(error, 'Invoke'));
    throw error;
  }
}

function withoutQuotes(payload: string): string {
  const value: unknown = JSON.parse(payload);
  return typeof value === 'string' ? value : payload;
}

/** As Lambda's LogResult: the last 4 KB, in base64. */
function logTail(lines: readonly string[]): string {
  return Buffer.from(lines.join('\n')).subarray(-LOG_TAIL_BYTES).toString('base64');
}
