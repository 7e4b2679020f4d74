import { InvalidCredentialReport, InvalidParameter, OperationFailed } from '../rule/decision/errors';

/** Input that cannot be read, or does not contain what it should: a file, or the name of a profile. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

/** There are no valid credentials. The message says how to get some. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

/** Errors whose message says enough without a name. */
const OWN = [InvalidCredentialReport, InvalidParameter, NoCredentials, OperationFailed, UnreadableInput];

/** The message, after the name of an AWS error. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isWithoutRegion(error)) return 'no region is set: give --region, or set AWS_REGION';
  const { name, message } = error;
  if (name === 'Error' || isOwn(error)) return message;
  return `${name}: ${message}`;
}

/** Whether the error, or one that it wraps, is the program's own fault: not foreseen, and neither AWS's nor the system's. */
export function isBug(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (isOwn(error)) return error.cause !== undefined && isBug(error.cause);
  return !isOfAws(error) && !isOfSystem(error) && !isWithoutRegion(error);
}

function isOwn(error: Error): boolean {
  return OWN.some((kind) => error instanceof kind);
}

/** What a call threw: the SDK's middleware puts `$metadata` on each error, also on one of the network. */
function isOfAws(error: Error): boolean {
  return '$metadata' in error || ['EndpointError', 'CredentialsProviderError'].includes(error.name);
}

/** A file or a connection. Node's complaint about an argument has a code too, but its class is TypeError or RangeError. */
function isOfSystem(error: Error): boolean {
  return 'code' in error && !(error instanceof TypeError) && !(error instanceof RangeError);
}

/** Thrown by the SDK's `region()`, before any call. */
function isWithoutRegion({ message }: Error): boolean {
  return message.startsWith('Region is missing');
}
