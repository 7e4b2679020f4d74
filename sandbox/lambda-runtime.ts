/** What a test needs to run a function as Lambda does, but without a worker thread. */
export { runtimeCode, setupOf } from './services/lambda/runtime-code';
export { installDate } from './services/lambda/runtime/date';
export { loadHandler } from './services/lambda/runtime/handler';
export { type LogContext, errorLine, faultOf, installJsonConsole } from './services/lambda/runtime/json-log';
export { allowLoopbackOnly } from './services/lambda/runtime/loopback-only';
export type { EnvironmentSetup } from './services/lambda/runtime/messages';
export { Lines, installStdout } from './services/lambda/runtime/stdout';
