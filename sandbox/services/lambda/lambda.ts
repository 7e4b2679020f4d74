import type { SandboxClock } from '../../core/clock';
import type { Caller } from '../../policy/caller';

export interface FunctionDefinition {
  readonly name: string;
  readonly roleArn: string;
  readonly runtime: string;
  /** e.g. `index.handler`; inline code is always `index.js`. */
  readonly handler: string;
  readonly code: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
}

/** One statement of a function's resource policy (AWS::Lambda::Permission). */
export interface FunctionPermission {
  /** The statement's id. */
  readonly id: string;
  readonly functionArn: string;
  readonly principal: string;
  /** At least one of the two. */
  readonly sourceAccount?: string | undefined;
  readonly sourceArn?: string | undefined;
}

export interface FunctionResult {
  /** JSON, as Invoke returns it: the function's value, or errorMessage and errorType. */
  readonly payload: string;
  readonly functionError?: 'Handled' | 'Unhandled';
  /** The lines that the invocation logged. */
  readonly log: readonly string[];
}

/** Runs a function's code: it stays warm, and serves one invocation at a time. */
export interface ExecutionEnvironment {
  /** Whether it can take no further invocation: it crashed or was stopped. */
  readonly isGone: boolean;
  invoke(requestId: string, event: unknown): Promise<FunctionResult>;
  stop(): Promise<void>;
}

/**
 * Starts an execution environment.
 *
 * @param variables all of its environment variables
 * @param caller the function's role; its keys are among the variables
 */
export type StartEnvironment = (
  definition: FunctionDefinition,
  variables: Readonly<Record<string, string>>,
  clock: SandboxClock,
  caller: Caller,
) => ExecutionEnvironment;
