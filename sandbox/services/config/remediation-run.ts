/** What Config needs of SSM Automation. */
export interface AutomationStarter {
  /** @returns the execution's id @throws AwsError as StartAutomationExecution does */
  start(request: AutomationRequest): string;
  /** Resolves when the execution has ended. */
  ended(executionId: string): Promise<AutomationEnd>;
}

export interface AutomationRequest {
  readonly documentName: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** The ARN of who starts it. */
  readonly startedBy: string;
}

export interface AutomationEnd {
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';
  readonly failureMessage?: string;
  readonly steps: readonly AutomationStep[];
}

/** One step of an execution; times in milliseconds since the epoch. */
export interface AutomationStep {
  readonly name: string;
  /** In SSM's words: Success, Failed, TimedOut, Cancelled, Pending, InProgress. */
  readonly state: string;
  readonly start?: number;
  readonly end?: number;
  readonly error?: string;
}

/** One remediation of one resource. Times in milliseconds since the epoch. */
export interface RemediationRun {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly trigger: 'automatic' | 'on-demand';
  readonly state: 'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly queued: number;
  readonly started?: number;
  readonly ended?: number;
  /** SSM's; absent before the start, and where SSM refused to start. */
  readonly executionId?: string;
  readonly failureMessage?: string;
  /** Known when the execution has ended. */
  readonly steps: readonly AutomationStep[];
}

export type OpenRemediation = { -readonly [K in keyof RemediationRun]: RemediationRun[K] };

/** A resource that was not remediated although it is NON_COMPLIANT. */
export interface SkippedRemediation {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly time: number;
  readonly reason: 'exception' | 'under way' | 'too many errors';
}
