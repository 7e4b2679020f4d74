import {
  type EnvironmentSetup,
  Lines,
  allowLoopbackOnly,
  errorLine,
  faultOf,
  installDate,
  installJsonConsole,
  installStdout,
  loadHandler,
} from '../../sandbox/lambda-runtime';
import { peakMemory } from './peak-memory';

/** One cold start and one invocation of a function, in its own process and in real time. */

export interface ProcessInvocation {
  readonly setup: EnvironmentSetup;
  readonly requestId: string;
  readonly event: unknown;
}

export interface ProcessResult {
  readonly payload: string;
  readonly failed: boolean;
  readonly log: readonly string[];
  /** The process's peak memory, with Node and the SDK: Max Memory Used in Lambda's report. */
  readonly peakBytes: number;
}

process.once('message', (message: ProcessInvocation) => void answer(message));

async function answer({ setup, requestId, event }: ProcessInvocation): Promise<void> {
  const machineNow = Date.now.bind(Date);
  const ahead = setup.now - machineNow();
  const log: string[] = [];
  const context = {
    now: () => machineNow() + ahead,
    requestId: () => requestId,
    write: (line: string) => void log.push(line),
  };
  allowLoopbackOnly();
  installDate(context.now);
  installJsonConsole(context);
  const stdout = new Lines(context.write);
  installStdout((text) => stdout.add(text));
  const end = (payload: string, failed: boolean) => {
    stdout.flush();
    const result: ProcessResult = { payload, failed, log, peakBytes: peakMemory() };
    process.send?.(result, () => process.disconnect());
  };
  try {
    const result = await loadHandler(setup)(event, { awsRequestId: requestId });
    end(JSON.stringify(result) ?? 'null', false);
  } catch (error) {
    log.push(errorLine(context, error));
    end(JSON.stringify(faultOf(error)), true);
  }
}
