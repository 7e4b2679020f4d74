import { Content } from '../content';
import { parseSelector, select } from '../selector';
import { type Action, StepFailure } from './action';
import { callApi, checkApi } from './api-call';

/** AWS: "aws:assertAwsResourceProperty – Assert an AWS resource state or event state", Systems Manager User Guide */
export const assertAwsResourceProperty: Action = {
  outputs: [],
  customOutputs: false,
  maxSeconds: 25,
  check(inputs) {
    checkApi(inputs);
    parseSelector(inputs.member('PropertySelector'));
    for (const value of inputs.items('DesiredValues', { min: 1 })) value.asText();
  },
  async run(inputs, context) {
    const response = await callApi(inputs, ['PropertySelector', 'DesiredValues'], context);
    const content = new Content(inputs, ['inputs']);
    const selector = parseSelector(content.member('PropertySelector'));
    const desired = content.items('DesiredValues').map((value) => value.asText());
    const actual = select(selector, response);
    if (actual !== undefined && desired.includes(actual)) return {};
    throw StepFailure.action(
      `${selector.text} is ${JSON.stringify(actual) ?? 'absent'}, expected one of: ${desired.join(', ')}.`,
    );
  },
};
