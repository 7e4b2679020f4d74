import { AsyncLocalStorage } from 'node:async_hooks';
import type { MiddlewareStack } from '@smithy/types';
import { answer } from '../../infra/answer';
import { CLIENT_OPTIONS, type Dependencies } from '../../rule/dependencies';
import type { SandboxClock } from '../../sandbox/clock';
import type { Endpoint } from '../../sandbox/endpoint/endpoint';
import type { Caller } from '../../sandbox/endpoint/operation';
import type { ExecutionEnvironment, FunctionDefinition, FunctionResult } from '../../sandbox/lambda/lambda';
import { faultOf } from '../../sandbox/lambda/runtime/fault';
import { errorLine, installJsonConsole, type LogContext } from '../../sandbox/lambda/runtime/json-log';
import { installStdout, Lines } from '../../sandbox/lambda/runtime/stdout';
import { inProcessClients } from './in-process-client';
import { RetriesOnTheClock } from './retries-on-the-clock';
import { Work } from './work';

/**
 * The product's Lambda in the process of the tests, from its sources: what a mutant changes is what runs. Its calls are
 * those of the function's role, its log lines are Lambda's, its time is the sandbox's clock.
 */
export class InProcessEnvironment implements ExecutionEnvironment {
  private readonly dependencies: Dependencies;
  private ended = false;
  private current: RunningInvocation | undefined;

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly clock: SandboxClock,
    endpoint: Endpoint,
    caller: Caller,
  ) {
    const work = new Work(clock);
    const pause = (milliseconds: number) => work.pausedFor(() => this.sleep(milliseconds));
    const retryStrategy = new RetriesOnTheClock(pause);
    const waitInVain = () => pause(CLIENT_OPTIONS.requestHandler.requestTimeout);
    const { iam, config, events } = inProcessClients(endpoint, caller, { retryStrategy, waitInVain });
    const send = <T>(call: () => Promise<T>) => (this.isOver() ? never() : work.during(call));
    around(iam.middlewareStack, send);
    around(config.middlewareStack, send);
    around(events.middlewareStack, send);
    const now = () => new Date(clock.now());
    this.dependencies = { iam, config, events, time: { now, sleep: (milliseconds) => this.sleep(milliseconds) } };
  }

  get isGone(): boolean {
    return this.ended;
  }

  /** Runs the handler; time goes on while it waits, up to the function's timeout. */
  async invoke(requestId: string, event: unknown): Promise<FunctionResult> {
    const { clock } = this;
    const log: string[] = [];
    const write = (line: string) => void log.push(line);
    const context = { now: () => clock.now(), requestId: () => requestId, write, stdout: new Lines(write) };
    this.current = context;
    const deadline = clock.alarm(clock.now() + this.definition.timeoutSeconds * 1000);
    const timedOut = deadline.reached.then(async () => {
      await this.stop();
      return failed({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out` });
    });
    try {
      const result = await Promise.race([running.run(context, () => this.handle(event, context)), timedOut]);
      return { ...result, log };
    } finally {
      context.stdout.flush();
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

  /** Whether the invocation that asks has ended: what it has left behind does not go on. */
  private isOver(): boolean {
    return this.ended || running.getStore() !== this.current;
  }

  private async handle(event: unknown, context: LogContext): Promise<Omit<FunctionResult, 'log'>> {
    try {
      return { payload: JSON.stringify(await answer(this.dependencies, event)) ?? 'null' };
    } catch (error) {
      context.write(errorLine(context, error));
      return failed(faultOf(error));
    }
  }
}

function failed(fault: object): Omit<FunctionResult, 'log'> {
  return { payload: JSON.stringify(fault), functionError: 'Unhandled' };
}

/** What the code of an invocation that has ended waits for; each its own, or it would be kept with all who wait. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

function around<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  send: <T>(call: () => Promise<T>) => Promise<T>,
): void {
  stack.add((next) => (args) => send(() => next(args)), { step: 'initialize', priority: 'high' });
}

interface RunningInvocation extends LogContext {
  readonly stdout: Lines;
}

/** Whose log the lines belong to: invocations of several environments take turns in one process. */
const running = new AsyncLocalStorage<RunningInvocation>();

// What is written outside of an invocation is the tests' own.
installStdout((text) => running.getStore()?.stdout.add(text) ?? false);

installJsonConsole({
  now: () => running.getStore()?.now() ?? 0,
  requestId: () => running.getStore()?.requestId() ?? 'no invocation',
  write: (line) => {
    const invocation = running.getStore();
    if (invocation) invocation.write(line);
    else process.stderr.write(`${line}\n`);
  },
});
