import { createRequire, isBuiltin } from 'node:module';
import { compileFunction } from 'node:vm';
import type { EnvironmentSetup } from './messages';

export type Handler = (event: unknown, context: object) => unknown;

/**
 * The function's handler, its code loaded as Lambda's Node runtime loads it: with the AWS SDK and Node's own modules,
 * and nothing else.
 */
export function loadHandler({ code, handlerName, sdkFrom }: EnvironmentSetup): Handler {
  const requireSdk = createRequire(sdkFrom);
  const requireAsInLambda = (name: string): unknown => {
    if (isBuiltin(name) || /^@(aws-sdk|smithy)\//.test(name)) return requireSdk(name);
    throw new Error(`Cannot find module '${name}': Lambda's runtime has the AWS SDK and Node's own modules only`);
  };
  const module = { exports: {} };
  const load: unknown = compileFunction(code, ['exports', 'require', 'module'], {
    filename: '/var/task/index.js',
  });
  if (typeof load === 'function') Reflect.apply(load, undefined, [module.exports, requireAsInLambda, module]);
  const found: unknown = Reflect.get(module.exports, handlerName);
  if (typeof found !== 'function') throw new Error(`index.${handlerName} is undefined or not exported`);
  return (event, context): unknown => Reflect.apply(found, undefined, [event, context]);
}
