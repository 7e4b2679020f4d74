import type { Account, Ids } from '../../core/account';
import type { Alarm, SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import type { Caller } from '../../policy/caller';
import type { ServiceName } from '../../core/service-names';
import type { RoleStore } from '../../policy/role-store';
import type { Functions } from '../lambda/functions';
import type { ExecutionRecord } from './execution';
import { following, type StepEnd } from './flow';
import type { OutputReference, Step } from './runbook';
import { type ActionContext, type ActionResult, StepFailure, type UnconfirmedBehaviour } from './steps/action';
import { type Reference, substitute } from './template';

/** What SSM needs of the rest of the local AWS. */
export interface SsmContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly roles: Pick<RoleStore, 'assume'>;
  readonly lambda: Pick<Functions, 'invokeByCaller'>;
  /** Calls the endpoint, which is created later because it needs this service's operations first. */
  readonly call: (caller: Caller, service: ServiceName, operation: string, input: unknown) => Promise<object>;
  /** How many milliseconds pass before each step of a run; none by default. AWS gives no bound. */
  readonly stepDelay?: () => number;
}

export const DEFAULT_BEHAVIOUR: UnconfirmedBehaviour = {
  missingSelector: 'fail',
  lambdaPayload: 'bare',
  functionErrorFailsStep: true,
  outputOfStepNotRun: 'sentence',
  criticalFailureWithJump: 'Failed',
  documentDeletedDuringRun: 'goes on',
  sourceArnOfConfigRuns: 'execution',
};

/** What one run needs while it goes on. */
interface RunSurroundings {
  /** Assumes the role anew, as a session does not outlive a long sleep. @throws AwsError if it cannot */
  readonly assumeRole: () => Caller;
  readonly stepBegins: () => void;
  readonly documentIsThere: () => boolean;
}

/** One run: takes the steps of a runbook in order. Steps take no time of their own, without stepDelay. */
export class Automation {
  private readonly cancelled: Promise<'cancelled'>;
  private resolveCancelled: () => void = () => undefined;
  private isCancelled = false;
  private sleeping: Alarm | undefined;

  constructor(
    private readonly context: Pick<SsmContext, 'clock' | 'lambda' | 'call' | 'stepDelay'>,
    private readonly unconfirmed: UnconfirmedBehaviour,
    private readonly record: ExecutionRecord,
    private readonly parameters: ReadonlyMap<string, string>,
    private readonly surroundings: RunSurroundings,
  ) {
    this.cancelled = new Promise((resolve) => {
      this.resolveCancelled = () => resolve('cancelled');
    });
  }

  /** @throws what is not a step's failure: NotModelled, or a bug */
  async run(): Promise<'ended' | 'cancelled'> {
    const { steps } = this.record.runbook;
    let step = steps[0];
    while (step && (await this.mayBegin())) {
      const end = await this.runStep(step);
      step = end === 'cancelled' ? undefined : following(steps, step, end);
    }
    return this.isCancelled ? 'cancelled' : 'ended';
  }

  /** Ends the run at once, even in the middle of a sleep. A call that has been sent still ends. */
  cancel(): void {
    this.isCancelled = true;
    this.sleeping?.cancel();
    this.resolveCancelled();
  }

  /** Whether the next step begins, when it is its turn. */
  private async mayBegin(): Promise<boolean> {
    const delay = this.context.stepDelay?.() ?? 0;
    if (delay > 0 && !this.isCancelled) await Promise.race([this.sleepUntil(this.now() + delay), this.cancelled]);
    return !this.isCancelled && !this.failsForWantOfDocument();
  }

  private failsForWantOfDocument(): boolean {
    const { record, surroundings, unconfirmed } = this;
    if (unconfirmed.documentDeletedDuringRun === 'goes on' || surroundings.documentIsThere()) return false;
    record.failRun({ status: 'Failed', message: `The document ${record.documentName} has been deleted.` });
    return true;
  }

  private async runStep(step: Step): Promise<StepEnd | 'cancelled'> {
    this.record.update(step, { status: 'InProgress', start: this.now() });
    this.surroundings.stepBegins();
    const attempts = this.attempts(step);
    const result = await Promise.race([attempts, this.cancelled]);
    if (result === 'cancelled') {
      // NotModelled must surface, even if nobody waits for the step any more.
      this.context.clock.spawn(async () => void (await attempts));
      return result;
    }
    if (result instanceof StepFailure) {
      this.record.fail(step, { status: result.status, message: result.message }, this.now(), this.failsRun(step));
      return { succeeded: false };
    }
    this.record.succeed(step, result.outputs ?? new Map(), this.now());
    return { succeeded: true, jump: result.jump };
  }

  private failsRun(step: Step): boolean {
    const jumps = typeof step.onFailure !== 'string' && !step.isEnd;
    return step.isCritical && !(jumps && this.unconfirmed.criticalFailureWithJump === 'Success');
  }

  /** AWS does not say how long it waits between two attempts: here, not at all. */
  private async attempts(step: Step): Promise<ActionResult | StepFailure> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.attempt(step);
      if (!(result instanceof StepFailure) || attempt >= step.maxAttempts || this.isCancelled) return result;
    }
  }

  private async attempt(step: Step): Promise<ActionResult | StepFailure> {
    try {
      const inputs = Object.fromEntries(
        Object.entries(step.inputs).map(([name, input]) => [name, substitute(input, (what) => this.resolve(what))]),
      );
      this.record.attempt(step, inputs);
      return await step.action.run(inputs, this.actionContext(step));
    } catch (error) {
      if (error instanceof StepFailure) return error;
      throw error;
    }
  }

  private actionContext(step: Step): ActionContext {
    const { unconfirmed } = this;
    const { clock, lambda, call } = this.context;
    const seconds = Math.min(step.timeoutSeconds ?? Infinity, step.action.maxSeconds);
    return {
      now: () => this.now(),
      sleepUntil: (time) => this.sleepUntil(time),
      deadline: this.now() + seconds * 1000,
      outputs: step.outputs,
      unconfirmed,
      call: async (service, operation, input) => {
        const release = clock.hold();
        try {
          return await call(this.caller(), service, operation, input);
        } finally {
          release();
        }
      },
      invoke: async (functionName, event) => lambda.invokeByCaller(this.caller(), functionName, event),
    };
  }

  private async sleepUntil(time: number): Promise<void> {
    this.sleeping = this.context.clock.alarm(time);
    await this.sleeping.reached;
  }

  private caller(): Caller {
    try {
      return this.surroundings.assumeRole();
    } catch (error) {
      if (error instanceof AwsError) throw StepFailure.action(error.message);
      throw error;
    }
  }

  private resolve(reference: Reference): string {
    if (reference.kind === 'output') return this.output(reference);
    return reference.kind === 'parameter' ? (this.parameters.get(reference.name) ?? '') : this.record.id;
  }

  /** AWS shows a sentence for a missing output. It does not document what a step that refers to one gets. */
  private output(reference: OutputReference): string {
    const { outputOfStepNotRun } = this.unconfirmed;
    if (outputOfStepNotRun === 'sentence' || this.record.hasSucceeded(reference.step)) {
      return this.record.outputOf(reference);
    }
    const name = `${reference.step}.${reference.output}`;
    if (outputOfStepNotRun === 'literal') return `{{ ${name} }}`;
    throw StepFailure.inputs(`The output ${name} is not there: the step ${reference.step} has not succeeded.`);
  }

  private now(): number {
    return this.context.clock.now();
  }
}
