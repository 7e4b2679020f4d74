import type { Caller, ServiceName } from '../../sandbox/index';
import type { Chance } from './chance';
import type { Faults } from './faults';
import type { Invocation } from './invocation';
import type { StackedRule } from './stacked-rule';
import type { Tally } from './tally';
import type { World } from './world';

/** One call by the product. */
export interface Call {
  readonly caller: Caller;
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  /** Absent if a run of the runbook makes the call. */
  readonly invocation: Invocation | undefined;
}

/** The local AWS's own answer to a call. */
export type Pass = (call: Call) => Promise<object>;

/** What a soak consists of. */
export interface Soaked {
  readonly world: World;
  readonly rule: StackedRule;
  readonly chance: Chance;
  readonly tally: Tally;
  readonly faults: Faults;
}

/** The execution in whose session a call is made; undefined outside a runbook. */
export function executionOf({ caller }: Pick<Call, 'caller'>): string | undefined {
  return /\/Automation-([\w-]+)$/.exec(caller.arn)?.[1];
}
