/** How often each thing has happened: changes of the account, their outcomes, and the exceptions that were needed. */
export class Tally {
  private readonly counts = new Map<string, number>();

  /** The highest value of something. */
  most(what: string, value: number): void {
    this.counts.set(what, Math.max(this.of(what), value));
  }

  count(what: string, times = 1): void {
    this.counts.set(what, this.of(what) + times);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** Sorted by name. */
  entries(): Record<string, number> {
    return Object.fromEntries([...this.counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/**
 * What must happen in any soak of some hundred days: if it never happens, the soak proves nothing about it. Of the
 * exceptions, which the product leaves open, it lists only the frequent one.
 */
export const EXPECTED = [
  'event: IAM User Inactive',
  'event: IAM User Nearing Inactivity',
  'event: IAM User Password Deleted',
  'event: IAM User Password Kept',
  'event: IAM User Removals Held',
  'exception: changed in the instant before the deletion',
  'fault: AccessDenied',
  'fault: EntityTemporarilyUnmodifiable',
  'fault: FailedEvaluations',
  'fault: InternalFailure',
  'fault: LimitExceeded',
  'fault: LimitExceededException',
  'fault: NoSuchEntity that is not true yet',
  'fault: ReportExpired',
  'fault: ReportInProgress',
  'fault: ServiceUnavailable',
  'fault: Throttling',
  'fault: a parameter changed',
  'fault: a parameter lost',
  'fault: a parameter mistyped',
  'fault: answer without its list or its marker',
  "fault: another tool's report",
  'fault: connection reset, call done',
  'fault: connection reset, call not done',
  'fault: credential report slow to come',
  'fault: event delivered twice',
  'fault: event refused',
  'fault: every parameter lost',
  'fault: inventory lags',
  'fault: no answer, call done',
  'fault: no answer, call not done',
  'fault: odd credential report',
  'fault: parameters restored',
  'fault: read shows what was before a change',
  'fault: run cancelled',
  'fault: runbook replaced',
  'fault: same fault for minutes',
  'fault: slow answers for minutes',
  'fault: stack updated',
  'fault: the stop',
  'outcome: COMPLIANT recorded',
  'outcome: NON_COMPLIANT recorded',
  'outcome: NOT_APPLICABLE recorded',
  'outcome: Remediate button pressed',
  'outcome: answer inactive',
  'outcome: answer keep',
  'outcome: answer later',
  'outcome: answer wait',
  'outcome: deletion reported',
  'outcome: evaluation failed',
  'outcome: evaluation succeeded',
  'outcome: remediation exception cleared',
  'outcome: removals held at the end of a day',
  'outcome: run could not delete',
  'outcome: run deleted the password',
  'outcome: run ended at once',
  'outcome: run failed',
  'outcome: run had no clear answer',
  'outcome: run kept the password',
  'outcome: run waited for a report',
] as const;
