import { isNativeError } from 'node:util/types';
import { isRecord } from '../../rule/decision/json';
import { InvalidCredentialReport, InvalidParameter, OperationFailed } from '../../rule/decision/errors';
import { UnreadableReport } from '../credential-report/unreadable-report';

/** Input that cannot be read, or does not contain what it should: a file, or the name of a profile. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

/** A file that the answer is saved to is full or gone. */
export class UnwrittenAnswer extends Error {
  override readonly name = 'UnwrittenAnswer';
}

/** There are no valid credentials. The message says how to get some. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

/** Errors whose message says enough without a name. */
const OWN = [
  InvalidCredentialReport,
  InvalidParameter,
  NoCredentials,
  OperationFailed,
  UnreadableInput,
  UnreadableReport,
  UnwrittenAnswer,
];

/** The message, after the name of an AWS error. */
export function errorText(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { name, message } = error;
  if (message.startsWith('Region is missing')) return 'no region is set: give --region, or set AWS_REGION';
  const properties: Readonly<Record<string, unknown>> = isRecord(error) ? error : {};
  const { $metadata: metadata, code, syscall } = properties;
  if (isRecord(metadata) && (name === 'Unknown' || message.includes('Deserialization error'))) {
    return `HTTP ${String(metadata['httpStatusCode'])} came back, and not from AWS: check the network and HTTPS_PROXY`;
  }
  const text = name === 'Error' || isOwn(error) ? message : `${name}: ${message}`;
  if (syscall === 'connect' || syscall === 'getaddrinfo')
    return `${text}: check the region, the network and HTTPS_PROXY`;
  const isUntrusted = UNTRUSTED.some((known) => known === code);
  return isUntrusted ? `${text}: if a proxy inspects TLS, give its certificate with NODE_EXTRA_CA_CERTS` : text;
}

/** Node: "X509 certificate error codes", TLS. */
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** Whether the error, or one that it wraps, is the program's own fault: not foreseen, and neither AWS's nor the system's. */
export function isBug(error: unknown): boolean {
  if (!isNativeError(error)) return true;
  // Whatever it wraps is the SDK's or the profile's.
  if (error instanceof NoCredentials) return false;
  if (isOwn(error)) return error.cause !== undefined && isBug(error.cause);
  return !isOfAws(error) && !isOfSystem(error) && !isOfRegion(error);
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
function isOfRegion({ message }: Error): boolean {
  return /^Region (is missing|not accepted)/.test(message);
}
