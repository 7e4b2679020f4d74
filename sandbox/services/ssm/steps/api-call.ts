import { AwsError, NotModelled } from '../../../core/aws-error';
import { SERVICES, type ServiceName } from '../../../core/service-names';
import { parameterFaults } from '../../../protocols/parameter-faults';
import { isOperation } from '../../../protocols/services';
import type { Content } from '../content';
import { type ActionContext, type Inputs, StepFailure } from './action';

/** An API call as aws:executeAwsApi and aws:assertAwsResourceProperty name it, by boto3's names. */
interface ApiCall {
  readonly service: ServiceName;
  readonly operation: string;
}

/** @throws AwsError InvalidDocumentContent; NotModelled for a service or a spelling that is not served here */
export function checkApi(inputs: Content): void {
  const named = inputs.member('Service').asLiteral();
  const service = serviceNamed(named);
  if (!service) throw inputs.member('Service').notModelled(`the service "${named}"`);
  const api = inputs.member('Api');
  const operation = api.asLiteral();
  if (/^[a-z0-9]+(_[a-z0-9]+)*$/.test(operation)) throw api.notModelled(`boto3's method name "${operation}"`);
  if (!isOperation(service, operation)) throw api.invalid(`${service} has no operation "${operation}"`);
}

/** Makes the call that a step's inputs describe; `own` are the inputs that are the action's, not the API's. */
export async function callApi(inputs: Inputs, own: readonly string[], context: ActionContext): Promise<object> {
  const { service, operation } = apiOf(inputs);
  const parameters = Object.fromEntries(
    Object.entries(inputs).filter(([name]) => !['Service', 'Api', ...own].includes(name)),
  );
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

function apiOf(inputs: Inputs): ApiCall {
  const service = serviceNamed(inputs['Service']);
  const operation = inputs['Api'];
  if (!service || typeof operation !== 'string') throw new NotModelled(`the API call ${JSON.stringify(inputs)}`);
  return { service, operation };
}

function serviceNamed(name: unknown): ServiceName | undefined {
  return SERVICES.find((service) => service === name);
}
