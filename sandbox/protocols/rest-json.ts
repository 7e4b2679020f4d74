import type { StaticOperationSchema } from '@smithy/types';
import { json } from './json';
import type { Protocol } from './protocol';

/**
 * REST-JSON: the method and the path name the operation, the body is as in `json`. Members that a request carries in
 * its path or its query do not reach the operation: operations that need them are not served.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJson(operations: readonly StaticOperationSchema[]): Protocol {
  const routes = operations.flatMap((operation) => routeOf(operation));
  return {
    ...json(''),
    contentType: 'application/json',
    operationOf: ({ line, headers }) =>
      line === undefined || headers['x-amz-target'] !== undefined
        ? undefined
        : routes.find(({ pattern }) => pattern.test(line))?.operation,
    encodeError: ({ code, message }) => JSON.stringify({ Code: code, Message: message, __type: code }),
  };
}

function routeOf([, , operation, traits]: StaticOperationSchema): { pattern: RegExp; operation: string }[] {
  const [method, uri] = typeof traits === 'object' ? (traits.http ?? []) : [];
  if (method === undefined || uri === undefined) return [];
  const path = uri.replaceAll(/\{\w+\+\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+');
  return [{ pattern: new RegExp(`^${method} ${path}/?(\\?.*)?$`), operation }];
}
