import type { StackEvent, StackStatus, Tag } from '@aws-sdk/client-cloudformation';
import type { StackResources } from '../../cloudformation/apply';
import type { Plan } from '../../cloudformation/plan';

/** What a stack is to be, checked. */
export interface StackDefinition {
  readonly template: unknown;
  readonly plan: Plan;
  readonly capabilities: readonly string[];
  readonly tags: readonly Tag[];
}

/** A stack, or what is left of one that was deleted. Times in milliseconds since the epoch. */
export interface StoredStack {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly created: number;
  updated?: number;
  deleted?: number;
  status: StackStatus;
  /** Of a failure. */
  reason?: string | undefined;
  /** Absent while only a change set exists. */
  definition: StackDefinition | undefined;
  readonly resources: StackResources;
  /** Oldest first. */
  readonly events: StackEvent[];
}
