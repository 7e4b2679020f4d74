import { select } from '../selector';
import { type Action, StepFailure } from './action';
import { callApi, checkApi } from './api-call';

/**
 * AWS: "aws:executeAwsApi – Call and run AWS API operations", Systems Manager User Guide. It does not say what becomes of
 * an output whose selector finds nothing. In its own examples a runbook branches on such an output, which means that the
 * step has not failed.
 */
export const executeAwsApi: Action = {
  outputs: [],
  customOutputs: true,
  maxSeconds: 25,
  check: checkApi,
  async run(inputs, context) {
    const response = await callApi(inputs, [], context);
    const outputs = new Map<string, string>();
    for (const { name, selector } of context.outputs) {
      const found = select(selector, response);
      if (found !== undefined) outputs.set(name, found);
      else if (context.unconfirmed.missingSelector === 'fail') {
        throw StepFailure.action(`The selector ${selector.text} of the output ${name} finds nothing in the response.`);
      }
    }
    return { outputs };
  },
};
