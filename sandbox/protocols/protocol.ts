import type { StaticOperationSchema } from '@smithy/types';
import type { AwsError } from '../core/aws-error';

export interface WireRequest {
  /** e.g. `POST /findings`: what names the operation of a REST service. */
  readonly line?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Protocol {
  /** The operation that a request names, or undefined if the request is for another service. */
  operationOf(request: WireRequest): string | undefined;
  decode(operation: StaticOperationSchema, request: WireRequest): unknown;
  encode(operation: StaticOperationSchema, output: object): string;
  encodeError(error: AwsError): string;
  readonly contentType: string;
}
