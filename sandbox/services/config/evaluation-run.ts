/** Why a run failed: Config could not invoke the function, or the function failed. */
export interface RunError {
  readonly kind: 'invocation' | 'function';
  readonly code: string;
  readonly message: string;
}

/** One evaluation of a rule. Times in milliseconds since the epoch. */
export interface EvaluationRun {
  readonly ruleName: string;
  readonly trigger: 'schedule' | 'on-demand';
  readonly started: number;
  /** Absent while the run is under way. */
  readonly ended?: number;
  /** Absent while the run is under way, and where it succeeded. */
  readonly error?: RunError;
  /** When PutEvaluations last delivered results. */
  readonly reported?: number;
  /** How many evaluations were recorded. */
  readonly recorded: number;
}

export type OpenRun = { -readonly [K in keyof EvaluationRun]: EvaluationRun[K] };
