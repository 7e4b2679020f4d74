import type { ServiceName } from '../../../core/service-names';
import type { FunctionResult } from '../../lambda/lambda';
import type { Content } from '../content';
import type { Selector } from '../selector';

/** An output of the type String that a step defines for itself. */
export interface Output {
  readonly name: string;
  readonly selector: Selector;
}

/** Undocumented behaviour of Automation: a test can choose either reading. */
export interface UnconfirmedBehaviour {
  /** A selector that leads nowhere fails the step, or leaves its output without a value. */
  readonly missingSelector: 'fail' | 'empty';
  /** A string that a function returns arrives without its JSON quotes, or with them. */
  readonly lambdaPayload: 'bare' | 'quoted';
  /** Whether aws:invokeLambdaFunction fails when the function does. */
  readonly functionErrorFailsStep: boolean;
  /**
   * What a step gets that refers to the output of a step that has not succeeded: the sentence that SSM shows for it,
   * the reference as the document has it, or a failure of its own.
   */
  readonly outputOfStepNotRun: 'sentence' | 'literal' | 'fails';
  /**
   * How a run ends if a critical step fails, goes on by `onFailure: step:x`, and all that follows succeeds. AWS documents
   * Failed ("Properties shared by all actions", isCritical); no recording shows it.
   */
  readonly criticalFailureWithJump: 'Failed' | 'Success';
  /** Whether a run, in progress or queued, goes on if its document is deleted; else it fails before its next step. */
  readonly documentDeletedDuringRun: 'goes on' | 'fails';
  /** Whether SSM assumes the role of a run that Config started with the key aws:SourceArn, as it does for others. */
  readonly sourceArnOfConfigRuns: 'execution' | 'absent';
}

/** What an action may do, as the role that the automation has assumed. Times are in milliseconds since the epoch. */
export interface ActionContext {
  readonly now: () => number;
  readonly sleepUntil: (time: number) => Promise<void>;
  /** When the step times out. */
  readonly deadline: number;
  readonly call: (service: ServiceName, operation: string, input: unknown) => Promise<object>;
  readonly invoke: (functionName: string, event: unknown) => Promise<FunctionResult>;
  readonly outputs: readonly Output[];
  readonly unconfirmed: UnconfirmedBehaviour;
}

/** The resolved inputs of a step. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface ActionResult {
  /** Outputs without a value are left out. */
  readonly outputs?: ReadonlyMap<string, string>;
  /** The step to jump to, which only aws:branch decides. */
  readonly jump?: string;
}

/** One kind of step. */
export interface Action {
  /** The outputs that the action itself defines. */
  readonly outputs: readonly string[];
  /** Whether a step may define outputs of its own, by selectors. */
  readonly customOutputs: boolean;
  /** The longest that AWS lets the action run. */
  readonly maxSeconds: number;
  /** Refuses inputs before anything runs. @throws AwsError InvalidDocumentContent; NotModelled */
  check(inputs: Content): void;
  /** The steps that the action may jump to, and whether it always jumps when it succeeds. */
  jumps?(inputs: Content): { readonly targets: readonly Content[]; readonly always: boolean };
  /** @throws StepFailure */
  run(inputs: Inputs, context: ActionContext): Promise<ActionResult>;
}

/** A step has failed or timed out, with AWS's message. Any other error is not the step's failure. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';

  private constructor(
    message: string,
    readonly status: 'Failed' | 'TimedOut',
  ) {
    super(
      `${message.replace(/\.?$/, '.')} Please refer to Automation Service Troubleshooting Guide for more diagnosis details.`,
    );
  }

  /** The action itself failed. */
  static action(detail: string): StepFailure {
    return new StepFailure(`Step fails when it is Execute/Cancelling action. ${detail}`, 'Failed');
  }

  /** The inputs, with their references resolved, are not what the action accepts. */
  static inputs(detail: string): StepFailure {
    return new StepFailure(`Step fails when it is validating and resolving the step inputs. ${detail}`, 'Failed');
  }

  static timeout(): StepFailure {
    return new StepFailure('Step timed out while step is Execute/Cancelling action.', 'TimedOut');
  }
}
