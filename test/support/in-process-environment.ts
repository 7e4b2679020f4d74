import { AsyncLocalStorage } from 'node:async_hooks';
import type { MiddlewareStack } from '@smithy/types';
import { dispatch } from '../../infra/lambda/dispatch';
import { BRISK_CLIENT_OPTIONS, CLIENT_OPTIONS, type Dependencies } from '../../rule/dependencies';
import type {
  Caller,
  Endpoint,
  ExecutionEnvironment,
  FunctionDefinition,
  FunctionResult,
  SandboxClock,
} from '../../sandbox/index';
import { type LogContext, errorLine, faultOf, installJsonConsole } from '../../sandbox/lambda-runtime';
import { inProcessClients } from './in-process-client';
import { RetriesOnTheClock } from './retries-on-the-clock';
import { Work } from './work';

/**
 * The product's Lambda from its sources, in the tests' process: a mutant of the sources is what runs. Its calls are
 * those of the function's role, its log lines are Lambda's, its time is the sandbox's clock.
 */
export class InProcessEnvironment implements ExecutionEnvironment {
  private readonly dependencies: Dependencies;
  private ended = false;
  private current: LogContext | undefined;

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly clock: SandboxClock,
    endpoint: Endpoint,
    caller: Caller,
  ) {
    const work = new Work(clock);
    const pause = (milliseconds: number) => work.pausedFor(() => this.sleep(milliseconds));
    const send = <T>(call: () => Promise<T>) => (this.isOver() ? never() : work.during(call));
    const clients = ({ maxAttempts, requestHandler }: typeof CLIENT_OPTIONS | typeof BRISK_CLIENT_OPTIONS) => {
      const made = inProcessClients(endpoint, caller, {
        retryStrategy: new RetriesOnTheClock(maxAttempts, pause),
        waitInVain: () => pause(requestHandler.requestTimeout),
      });
      around(made.iam.middlewareStack, send);
      around(made.config.middlewareStack, send);
      around(made.events.middlewareStack, send);
      around(made.ssm.middlewareStack, send);
      return made;
    };
    this.dependencies = {
      ...clients(CLIENT_OPTIONS),
      brisk: clients(BRISK_CLIENT_OPTIONS),
      time: { now: () => new Date(clock.now()), sleep: (milliseconds) => this.sleep(milliseconds) },
      print: (line) => running.getStore()?.write(line),
    };
  }

  get isGone(): boolean {
    return this.ended;
  }

  /** Runs the handler; time goes on while it waits, up to the function's timeout. */
  async invoke(requestId: string, event: unknown): Promise<FunctionResult> {
    const { clock } = this;
    const log: string[] = [];
    const context: LogContext = {
      now: () => clock.now(),
      requestId: () => requestId,
      write: (line) => void log.push(line),
    };
    this.current = context;
    const deadline = clock.alarm(clock.now() + this.definition.timeoutSeconds * 1000);
    const timedOut = deadline.reached.then(async () => {
      await this.stop();
      return failed({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out` });
    });
    try {
      return { ...(await Promise.race([running.run(context, () => this.handle(event, context)), timedOut])), log };
    } finally {
      this.current = undefined;
      deadline.cancel();
    }
  }

  async stop(): Promise<void> {
    this.ended = true;
  }

  private async sleep(milliseconds: number): Promise<void> {
    if (!this.isOver()) await this.clock.sleep(milliseconds);
    if (this.isOver()) await never();
  }

  /** Whether the current invocation has ended: what it left behind does not go on. */
  private isOver(): boolean {
    return this.ended || running.getStore() !== this.current;
  }

  private async handle(event: unknown, context: LogContext): Promise<Omit<FunctionResult, 'log'>> {
    try {
      return { payload: JSON.stringify(await dispatch(this.dependencies, event)) ?? 'null' };
    } catch (error) {
      context.write(errorLine(context, error));
      return failed(faultOf(error));
    }
  }
}

function failed(fault: object): Omit<FunctionResult, 'log'> {
  return { payload: JSON.stringify(fault), functionError: 'Unhandled' };
}

/** Never settles, for the code of an invocation that has ended. Shared, it would keep all its waiters in memory. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

function around<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  send: <T>(call: () => Promise<T>) => Promise<T>,
): void {
  stack.add((next) => (args) => send(() => next(args)), { step: 'initialize', priority: 'high' });
}

/** The invocation that the console's lines belong to: several environments take turns in one process. */
const running = new AsyncLocalStorage<LogContext>();

installJsonConsole({
  now: () => running.getStore()?.now() ?? 0,
  requestId: () => running.getStore()?.requestId() ?? 'no invocation',
  write: (line) => {
    const invocation = running.getStore();
    if (invocation) invocation.write(line);
    else process.stderr.write(`${line}\n`);
  },
});
