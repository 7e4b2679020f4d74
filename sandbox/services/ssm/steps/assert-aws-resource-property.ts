import { NotModelled } from '../../../core/aws-error';
import { Content } from '../content';
import { parseSelector, select } from '../selector';
import { toText } from '../value-type';
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
    for (const value of inputs.items('DesiredValues', { min: 1 })) checkDesired(value);
  },
  async run(inputs, context) {
    const response = await callApi(inputs, ['PropertySelector', 'DesiredValues'], context);
    const place = new Content(inputs, ['inputs']);
    const selector = parseSelector(place.member('PropertySelector'));
    const desired = place.items('DesiredValues');
    const actual = select(selector, response);
    if (!desired.some(({ value }) => value === asPythonShows(actual))) {
      const wanted = desired.map(({ value }) => String(value)).join(', ');
      throw StepFailure.action(
        `${selector.text} is ${JSON.stringify(actual) ?? 'absent'}, expected one of: ${wanted}.`,
      );
    }
    return {};
  },
};

function checkDesired(content: Content): void {
  if (typeof content.value !== 'string') throw content.notModelled('a desired value that is not a string');
}

/** AWS wants Boolean desired values "with a capital letter, such as True or False". */
function asPythonShows(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const text = toText(value);
  if (text === undefined) throw new NotModelled(`the assertion about ${JSON.stringify(value)}, which is no scalar`);
  return text;
}
