import { format } from 'node:util';

/** Console methods and the level that Lambda's JSON log format gives them. AWS: "Log and monitor Node.js Lambda functions". */
const LEVELS = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR' } as const;
/** Nothing below INFO is written, unless the function asks for it. */
const WRITTEN = new Set<string>(['INFO', 'WARN', 'ERROR']);

export interface LogContext {
  now(): number;
  requestId(): string;
  write(line: string): void;
}

/** Makes the console write one JSON line a call, as Lambda does with LogFormat JSON. */
export function installJsonConsole(context: LogContext): void {
  for (const [method, level] of Object.entries(LEVELS)) {
    Reflect.set(console, method, (...args: unknown[]) => {
      if (WRITTEN.has(level)) context.write(jsonLine(context, level, args));
    });
  }
}

function jsonLine(context: Pick<LogContext, 'now' | 'requestId'>, level: string, args: readonly unknown[]): string {
  const [first] = args;
  const message = args.length === 1 && typeof first === 'object' ? first : format(...args);
  const timestamp = new Date(context.now()).toISOString();
  return JSON.stringify({ timestamp, level, requestId: context.requestId(), message });
}

/** The line that Lambda writes if a handler throws. */
export function errorLine(context: Pick<LogContext, 'now' | 'requestId'>, error: unknown): string {
  const { trace: stackTrace, ...fault } = faultOf(error);
  return jsonLine(context, 'ERROR', [{ ...fault, stackTrace }]);
}

/** What Invoke returns if the handler throws. AWS: "Lambda function errors in Node.js". */
interface Fault {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
