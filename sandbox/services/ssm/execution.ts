import type { GivenParameters } from './parameters';
import type { OutputReference, Runbook, Step } from './runbook';

export type StepStatus = 'Pending' | 'InProgress' | EndStatus;
export type EndStatus = 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';

/** What AWS shows for the output of a step that has not succeeded. */
export const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

/** A step of a run. Times are in milliseconds since the epoch. */
export interface StepExecution {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly status: StepStatus;
  readonly attempts: number;
  readonly start?: number;
  readonly end?: number;
  /** With their references resolved. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  /** All outputs of a step that has succeeded, as one JSON object. */
  readonly outputPayload?: string;
  readonly failureMessage?: string;
}

/** A run of a runbook. Times are in milliseconds since the epoch. */
export interface Execution {
  readonly id: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly startedBy: string;
  /** As given, without the defaults. */
  readonly parameters: GivenParameters;
  /** Pending: in the queue. */
  readonly status: StepStatus;
  readonly start: number;
  readonly end?: number;
  readonly steps: readonly StepExecution[];
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  readonly failureMessage?: string;
}

interface Failure {
  readonly status: EndStatus;
  readonly message: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The record of one run, written while the run goes on. */
export class ExecutionRecord {
  /** How the run ended, once it has. */
  readonly ended: Promise<EndStatus>;
  private readonly execution: Mutable<Omit<Execution, 'steps' | 'outputs'>>;
  private readonly steps: ReadonlyMap<string, Mutable<StepExecution>>;
  private readonly values = new Map<string, string>();
  private resolveEnded: (status: EndStatus) => void = () => undefined;
  private failure: Failure | undefined;

  constructor(
    execution: Pick<Execution, 'id' | 'documentName' | 'documentVersion' | 'startedBy' | 'parameters' | 'start'>,
    readonly runbook: Runbook,
    stepIds: () => string,
  ) {
    this.execution = { ...execution, status: 'Pending' };
    this.steps = new Map(runbook.steps.map((step) => [step.name, pending(step, stepIds())]));
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  get id(): string {
    return this.execution.id;
  }

  get isOver(): boolean {
    return this.execution.end !== undefined;
  }

  get documentName(): string {
    return this.execution.documentName;
  }

  begin(): void {
    this.execution.status = 'InProgress';
  }

  update({ name }: Step, changes: Partial<StepExecution>): void {
    Object.assign(this.stepNamed(name), changes);
  }

  attempt(step: Step, inputs: StepExecution['inputs']): void {
    this.update(step, { attempts: this.stepNamed(step.name).attempts + 1, inputs });
  }

  succeed(step: Step, found: ReadonlyMap<string, string>, now: number): void {
    for (const [output, value] of found) this.values.set(`${step.name}.${output}`, value);
    const lists = Object.fromEntries([...found].map(([output, value]) => [output, [value]]));
    const outputs = { ...this.stepNamed(step.name).outputs, ...lists };
    this.update(step, { status: 'Success', end: now, outputs, outputPayload: outputPayload(found) });
  }

  /** The first failure that fails the run is the one that the run shows. */
  fail(step: Step, failure: Failure, now: number, failsRun: boolean): void {
    this.update(step, { status: failure.status, end: now, failureMessage: failure.message });
    if (failsRun) this.failRun(failure);
  }

  failRun(failure: Failure): void {
    this.failure ??= failure;
  }

  end(now: number, failure = this.failure): void {
    if (failure) this.execution.failureMessage = failure.message;
    this.close(failure?.status ?? 'Success', now);
  }

  /** The step in progress, if any, is cancelled with the run. */
  cancel(now: number): void {
    for (const step of this.steps.values()) {
      if (step.status === 'InProgress') Object.assign(step, { status: 'Cancelled', end: now });
    }
    this.close('Cancelled', now);
  }

  private close(status: EndStatus, now: number): void {
    Object.assign(this.execution, { status, end: now });
    this.resolveEnded(status);
  }

  hasSucceeded(step: string): boolean {
    return this.stepNamed(step).status === 'Success';
  }

  /** A step's output, or AWS's sentence for a missing one. */
  outputOf({ step, output }: OutputReference): string {
    return this.values.get(`${step}.${output}`) ?? NO_OUTPUT;
  }

  snapshot(): Execution {
    return {
      ...this.execution,
      steps: [...this.steps.values()].map((step) => ({ ...step })),
      outputs: Object.fromEntries(
        this.runbook.outputs.map((reference) => [`${reference.step}.${reference.output}`, [this.outputOf(reference)]]),
      ),
    };
  }

  private stepNamed(name: string): Mutable<StepExecution> {
    const step = this.steps.get(name);
    if (!step) throw new Error(`the run ${this.id} has no step ${name}`);
    return step;
  }
}

/** In recordings, SSM writes `=` as \u003d in a structured output, as Gson does with these five characters. */
function outputPayload(outputs: ReadonlyMap<string, string>): string | undefined {
  if (outputs.size === 0) return undefined;
  return JSON.stringify(Object.fromEntries(outputs)).replace(
    /[=<>&']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function pending({ name, actionName, action, outputs }: Step, id: string): Mutable<StepExecution> {
  const names = [...action.outputs, ...outputs.map((output) => output.name)];
  return {
    id,
    name,
    action: actionName,
    status: 'Pending',
    attempts: 0,
    inputs: {},
    outputs: Object.fromEntries(names.map((output) => [output, [NO_OUTPUT]])),
  };
}
