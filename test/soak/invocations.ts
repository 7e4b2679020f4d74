import type { Caller, FunctionResult, StartEnvironment } from '../../sandbox/index';
import { Invocation } from './invocation';
import { readParameters } from './oracle';
import { textOf } from './text-of';

/** The environments of the product's function, with a record of each invocation. */
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
        const parameters = readParameters(textOf(event, 'ruleParameters') || '{}');
        const invocation = new Invocation(event, clock.now(), parameters);
        this.current.set(caller, invocation);
        const result = await environment.invoke(requestId, event);
        this.current.delete(caller);
        this.onEnd(invocation, result);
        return result;
      },
    };
  };

  /** The invocation in which the function makes a call; undefined for any other caller. */
  of(caller: Caller): Invocation | undefined {
    return this.current.get(caller);
  }
}
