import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ExecutionEnvironment, FunctionDefinition, FunctionResult, SandboxClock } from '../../sandbox/index';
import { runtimeCode, setupOf } from '../../sandbox/lambda-runtime';
import type { ProcessInvocation, ProcessResult } from './lambda-process';

/** What one invocation took, its cold start included. */
export interface InvocationCost {
  readonly milliseconds: number;
  readonly peakBytes: number;
}

/** A measured execution environment: its own process, which serves one invocation in real time. */
export class ProcessEnvironment implements ExecutionEnvironment {
  private child: ChildProcess | undefined;
  private used = false;

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly clock: SandboxClock,
    private readonly onMeasured: (cost: InvocationCost) => void,
  ) {}

  get isGone(): boolean {
    return this.used;
  }

  async invoke(requestId: string, event: unknown): Promise<FunctionResult> {
    this.used = true;
    const release = this.clock.hold();
    const started = performance.now();
    try {
      const invocation = { setup: setupOf(this.definition, this.clock.now()), requestId, event };
      const { payload, failed, log, peakBytes } = await this.run(invocation);
      this.onMeasured({ milliseconds: performance.now() - started, peakBytes });
      return { payload, log, ...(failed && { functionError: 'Unhandled' as const }) };
    } finally {
      release();
    }
  }

  private async run(invocation: ProcessInvocation): Promise<ProcessResult> {
    const heap = `--max-old-space-size=${this.definition.memoryMiB}`;
    const code = runtimeCode(join(__dirname, 'lambda-process.ts'));
    const child = spawn(process.execPath, [heap, '-e', code], {
      env: { ...this.variables },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      timeout: this.definition.timeoutSeconds * 1000,
    });
    this.child = child;
    const died = once(child, 'exit').then(([status, signal]): never => {
      throw new Error(`the Lambda's process ended without an answer (status ${status}, signal ${signal})`);
    });
    died.catch(() => undefined);
    child.send(invocation);
    const [result]: ProcessResult[] = await Promise.race([once(child, 'message'), died]);
    if (!result) throw new Error("the Lambda's process has sent nothing");
    return result;
  }

  async stop(): Promise<void> {
    this.used = true;
    this.child?.kill();
  }
}
