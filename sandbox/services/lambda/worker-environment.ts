import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Alarm, SandboxClock } from '../../core/clock';
import type { ExecutionEnvironment, FunctionDefinition, FunctionResult } from './lambda';
import type { FromEnvironment, ToEnvironment } from './runtime/messages';
import { runtimeCode, setupOf } from './runtime-code';

/** Node's default for a worker thread is 48: with it, garbage collection took a third of an evaluation's time. */
const YOUNG_GENERATION_MIB = 128;

/** An invocation in progress: how to handle each message of the worker. */
interface Invocation {
  readonly log: string[];
  readonly end: (result: FunctionResult) => void;
}

/**
 * One execution environment of a function: a worker thread without the shell's environment variables (no profile,
 * no key, no `AWS_*`). It stays warm and serves one invocation at a time.
 */
export class WorkerEnvironment implements ExecutionEnvironment {
  private readonly worker: Worker;
  private invocation: Invocation | undefined;
  private release: (() => void) | undefined;
  private alarm: Alarm | undefined;
  private ended = false;

  constructor(
    private readonly definition: FunctionDefinition,
    variables: Readonly<Record<string, string>>,
    private readonly clock: SandboxClock,
  ) {
    this.worker = new Worker(runtimeCode(join(__dirname, 'runtime', 'environment-main.ts')), {
      eval: true,
      workerData: setupOf(definition, clock.now()),
      env: { ...variables },
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMiB, maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
    });
    this.worker.on('message', (message: FromEnvironment) => this.hear(message));
    this.worker.on('error', (error: Error) => this.crash(error.message));
    this.worker.on('exit', () => this.crash('Runtime exited'));
    this.worker.unref();
  }

  get isGone(): boolean {
    return this.ended;
  }

  /** Runs the handler; time goes on while it sleeps, up to the function's timeout. */
  async invoke(requestId: string, event: unknown): Promise<FunctionResult> {
    const started = this.clock.now();
    const log: string[] = [];
    this.release = this.clock.hold();
    this.worker.ref();
    const deadline = this.clock.alarm(started + this.definition.timeoutSeconds * 1000);
    void deadline.reached.then(async () => {
      const stopped = this.stop();
      const seconds = this.definition.timeoutSeconds.toFixed(2);
      this.end(failed('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`));
      await stopped;
    });
    try {
      return await new Promise<FunctionResult>((resolve) => {
        this.invocation = { log, end: (result) => resolve({ ...result, log }) };
        this.say({ kind: 'invoke', requestId, event, now: started });
      });
    } finally {
      deadline.cancel();
      this.worker.unref();
    }
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const exited = once(this.worker, 'exit');
    await this.worker.terminate();
    await exited.catch(() => undefined);
  }

  private crash(reason: string): void {
    this.ended = true;
    this.end(failed('Runtime.ExitError', reason));
  }

  private hear(message: FromEnvironment): void {
    switch (message.kind) {
      case 'log':
        this.invocation?.log.push(message.line);
        break;
      case 'asleep':
        this.sleepUntil(message.until);
        break;
      case 'done':
        this.end({ payload: message.payload, log: [], ...(message.failed && { functionError: 'Unhandled' as const }) });
        break;
    }
  }

  private sleepUntil(until: number): void {
    this.alarm?.cancel();
    this.alarm = this.clock.alarm(until);
    const { reached } = this.alarm;
    this.release?.();
    void reached.then(() => {
      if (!this.invocation) return;
      this.release = this.clock.hold();
      this.say({ kind: 'wake', now: this.clock.now() });
    });
  }

  private end(result: FunctionResult): void {
    const { invocation } = this;
    this.invocation = undefined;
    this.alarm?.cancel();
    invocation?.end(result);
    this.release?.();
  }

  private say(message: ToEnvironment): void {
    this.worker.postMessage(message);
  }
}

function failed(errorType: string, errorMessage: string): FunctionResult {
  return { payload: JSON.stringify({ errorType, errorMessage }), functionError: 'Unhandled', log: [] };
}
