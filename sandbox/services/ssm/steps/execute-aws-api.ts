import { select } from '../selector';
import { convert } from '../value-type';
import { type Action, type ActionContext, type Output, StepFailure } from './action';
import { callApi, checkApi } from './api-call';

/** AWS: "aws:executeAwsApi – Call and run AWS API operations", Systems Manager User Guide */
export const executeAwsApi: Action = {
  outputs: [],
  customOutputs: true,
  maxSeconds: 25,
  check: checkApi,
  async run(inputs, context) {
    const response = await callApi(inputs, [], context);
    const values = context.outputs.map((output) => [output.name, valueOf(output, response, context)] as const);
    return { outputs: new Map(values.filter(([, value]) => value !== undefined)) };
  },
};

/**
 * What an output's selector finds, in the output's type. AWS does not say what becomes of one that finds nothing: its
 * own examples branch on such an output, so that there the step cannot have failed.
 */
function valueOf({ name, selector, type }: Output, response: object, { unconfirmed }: ActionContext): unknown {
  const found = select(selector, response);
  if (found === undefined) {
    if (unconfirmed.missingSelector === 'empty') return undefined;
    throw StepFailure.action(`The selector ${selector.text} of the output ${name} finds nothing in the response.`);
  }
  const value = convert(found, type);
  if (value === undefined) {
    throw StepFailure.action(`The output ${name}, ${JSON.stringify(found)}, cannot be converted to ${type}.`);
  }
  return value;
}
