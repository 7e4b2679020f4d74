import type { Content } from './content';
import type { Parameter } from './parameters';
import type { Action, Output } from './steps/action';
import type { Reference } from './template';

/** An Automation document of schema 0.3, checked. */
export interface Runbook {
  readonly description: string;
  readonly assumeRole: string;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  readonly outputs: readonly OutputReference[];
}

export type OutputReference = Extract<Reference, { kind: 'output' }>;

export interface Step {
  /** The step's place in the document. */
  readonly place: Content;
  readonly name: string;
  readonly actionName: string;
  readonly action: Action;
  /** With unresolved references. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Output[];
  readonly maxAttempts: number;
  readonly timeoutSeconds?: number;
  /** Abort, Continue, or the step to go to. */
  readonly onFailure: 'Abort' | 'Continue' | { readonly step: string };
  /** Whether its failure makes the run's status Failed. */
  readonly isCritical: boolean;
  readonly isEnd: boolean;
  readonly nextStep?: string;
}
