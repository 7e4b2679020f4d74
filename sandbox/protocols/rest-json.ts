import type { StaticOperationSchema } from '@smithy/types';
import { json } from './json';
import type { Protocol } from './protocol';

interface Route {
  readonly pattern: RegExp;
  readonly operation: string;
}

/**
 * REST-JSON: the method and the path name the operation, the body is as in `json`. Members that a request carries in
 * its path or its query do not reach the operation: operations that need them are not served.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 *
 * @param operations the service's, asked for once
 */
export function restJson(operations: () => readonly StaticOperationSchema[]): Protocol {
  let routes: Route[] | undefined;
  return {
    ...json(''),
    contentType: 'application/json',
    operationOf: ({ line, headers }) =>
      line === undefined || headers['x-amz-target'] !== undefined
        ? undefined
        : (routes ??= operations().flatMap((operation) => routeOf(operation))).find(({ pattern }) => pattern.test(line))
            ?.operation,
    encodeError: ({ code, message }) => JSON.stringify({ Code: code, Message: message, __type: code }),
  };
}

function routeOf([, , operation, traits]: StaticOperationSchema): Route[] {
  const [method, uri] = typeof traits === 'object' ? (traits.http ?? []) : [];
  if (method === undefined || uri === undefined) return [];
  const path = uri.replaceAll(/\{\w+\+\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+');
  return [{ pattern: new RegExp(`^${method} ${path}/?(\\?.*)?$`), operation }];
}
