import { AwsError } from '../../sandbox/endpoint/aws-error';
import type { Caller } from '../../sandbox/endpoint/operation';
import type { FunctionResult, StartEnvironment } from '../../sandbox/lambda/lambda';
import { listOf, textOf } from './text-of';

/** One invocation of the product's function: an evaluation, or the confirmation of one user. */
export class Invocation {
  /** Ids of the users whose evaluation Config did not take when it was last put. */
  readonly refused = new Set<string>();
  recorded = 0;
  /** Ids of listed users who turned out to bear their name no more when they were read. */
  readonly gone = new Set<string>();
  /** When each read was last answered. */
  private readonly answered = new Map<string, number>();
  private readonly listed = new Map<string, string>();
  private readonly reads = new Map<string, boolean>();

  constructor(
    /** The user's id, of a confirmation. */
    readonly userId: string | undefined,
    /** Milliseconds since the epoch. */
    readonly started: number,
  ) {}

  /**
   * @param outcome the answer, or the error
   * @param now milliseconds since the epoch
   */
  noteRead(operation: string, input: unknown, outcome: unknown, now: number): void {
    // That somebody is not there is an answer.
    const isGone = outcome instanceof AwsError && outcome.code === 'NoSuchEntity';
    const failed = outcome instanceof Error && !isGone;
    if (!failed) this.answered.set(operation, now);
    if (operation === 'ListUsers') {
      for (const user of listOf(outcome, 'Users')) this.listed.set(textOf(user, 'UserName'), textOf(user, 'UserId'));
    }
    // Without a login profile GetLoginProfile answers the same of a user who is there.
    const id = operation === 'GetLoginProfile' ? undefined : this.listed.get(textOf(input, 'UserName'));
    const isAnother = operation === 'GetUser' && !failed && textOf(Object(outcome)['User'], 'UserId') !== id;
    if (id !== undefined && (isGone || isAnother)) this.gone.add(id);
    this.reads.set(`${operation} ${JSON.stringify(input)}`, failed);
  }

  /** Since when a change of the user may have escaped a confirmation: its oldest read, and that has to be after the report. */
  get looked(): number {
    const [report = 0, ...reads] = ['GetCredentialReport', 'GetUser', 'ListAccessKeys', 'GetLoginProfile'].map(
      (operation) => this.answered.get(operation) ?? this.started,
    );
    return Math.max(report, Math.min(...reads));
  }

  /** What could not be read, as far as the last attempt tells. */
  unread(): string[] {
    return [...this.reads].flatMap(([read, failed]) => (failed ? [read] : []));
  }
}

/** The environments of the product's function, whose every invocation is known. */
export class Invocations {
  private readonly current = new Map<Caller, Invocation>();

  constructor(
    private readonly startEnvironment: StartEnvironment,
    private readonly onEnd: (invocation: Invocation, result: FunctionResult) => void,
  ) {}

  readonly start: StartEnvironment = (definition, variables, clock, caller) => {
    const environment = this.startEnvironment(definition, variables, clock, caller);
    return {
      get isGone() {
        return environment.isGone;
      },
      stop: () => environment.stop(),
      invoke: async (requestId, event) => {
        const invocation = new Invocation(textOf(event, 'userId') || undefined, clock.now());
        this.current.set(caller, invocation);
        const result = await environment.invoke(requestId, event);
        this.current.delete(caller);
        this.onEnd(invocation, result);
        return result;
      },
    };
  };

  /** The invocation in which the function makes a call; none where somebody else does. */
  of(caller: Caller): Invocation | undefined {
    return this.current.get(caller);
  }
}
