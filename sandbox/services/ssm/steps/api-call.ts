import { AwsError, NotModelled } from '../../../core/aws-error';
import { SERVICES } from '../../../core/service-names';
import { parameterFaults } from '../../../protocols/parameter-faults';
import { isOperation } from '../../../protocols/services';
import { Content } from '../content';
import { parseSelector, select } from '../selector';
import { type Action, type ActionContext, type Inputs, StepFailure } from './action';

/** @throws AwsError InvalidDocumentContent; NotModelled for a service or a spelling that is not served here */
function checkApi(inputs: Content): void {
  const named = inputs.member('Service').asLiteral();
  const service = SERVICES.find((name) => name === named);
  if (!service) throw inputs.member('Service').notModelled(`the service "${named}"`);
  const api = inputs.member('Api');
  const operation = api.asLiteral();
  if (/^[a-z0-9]+(_[a-z0-9]+)*$/.test(operation)) throw api.notModelled(`boto3's method name "${operation}"`);
  if (!isOperation(service, operation)) throw api.invalid(`${service} has no operation "${operation}"`);
}

/** Makes the call that a step's inputs describe; `own` are the inputs that are the action's, not the API's. */
async function callApi(inputs: Inputs, own: readonly string[], context: ActionContext): Promise<object> {
  const { Service, Api: operation, ...rest } = inputs;
  const service = SERVICES.find((name) => name === Service);
  if (!service || typeof operation !== 'string') throw new NotModelled(`the API call ${JSON.stringify(inputs)}`);
  const parameters = Object.fromEntries(Object.entries(rest).filter(([name]) => !own.includes(name)));
  const faults = parameterFaults(service, operation, parameters);
  if (faults.length > 0) throw StepFailure.action(`Parameter validation failed:\n${faults.join('\n')}`);
  try {
    return await context.call(service, operation, parameters);
  } catch (error) {
    if (error instanceof AwsError) throw StepFailure.action(asBoto3Says(error, operation));
    throw error;
  }
}

/** e.g. `An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name x cannot be found.` */
export function asBoto3Says(error: AwsError, operation: string): string {
  return `An error occurred (${error.code}) when calling the ${operation} operation: ${error.message}`;
}

/**
 * AWS: "aws:executeAwsApi – Call and run AWS API operations", Systems Manager User Guide. It does not document what
 * happens to an output whose selector finds nothing. In its own examples a runbook branches on such an output, so the
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
