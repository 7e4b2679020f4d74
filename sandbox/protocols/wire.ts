import { randomUUID } from 'node:crypto';
import { AwsError, NotModelled } from '../core/aws-error';
import { SERVICES, type ServiceName } from '../core/service-names';
import type { Protocol, WireRequest, WireResponse } from './protocol';
import { operationSchema, protocolOf } from './services';

/** The service and operation that a request names. @throws AwsError UnknownOperationException for any other request. */
export function addresseeOf(request: WireRequest): { service: ServiceName; operation: string } {
  for (const service of SERVICES) {
    const operation = protocolOf(service).operationOf(request);
    if (operation !== undefined) return { service, operation };
  }
  const named = request.headers['x-amz-target'] ?? new URLSearchParams(request.body).get('Action') ?? 'no operation';
  throw new AwsError(
    'UnknownOperationException',
    `this local AWS serves ${SERVICES.join(', ')}; the request names ${named}`,
  );
}

/** The request's members, as the SDK's client was given them. @throws AwsError for a body that cannot be read */
export async function decodeRequest(service: ServiceName, operation: string, request: WireRequest): Promise<unknown> {
  try {
    return await protocolOf(service).decode(operationSchema(service, operation), request);
  } catch (error) {
    if (error instanceof AwsError || error instanceof NotModelled) throw error;
    throw new AwsError('SerializationException', `the body of ${operation} cannot be read: ${String(error)}`);
  }
}

export function encodeResponse(service: ServiceName, operation: string, output: object): WireResponse {
  const protocol = protocolOf(service);
  return response(protocol, 200, protocol.encode(operationSchema(service, operation), output));
}

export function encodeError(service: ServiceName, error: AwsError): WireResponse {
  const protocol = protocolOf(service);
  return response(protocol, error.status, protocol.encodeError(error));
}

function response(protocol: Protocol, status: number, body: string): WireResponse {
  return { status, body, headers: { 'content-type': protocol.contentType, 'x-amzn-requestid': randomUUID() } };
}
