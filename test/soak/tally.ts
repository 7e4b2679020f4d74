/** How often each thing has happened: what was done to the account, what came of it, and which exceptions were needed. */
export class Tally {
  private readonly counts = new Map<string, number>();

  count(what: string, times = 1): void {
    this.counts.set(what, this.of(what) + times);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** By name, the names in their order. */
  entries(): Record<string, number> {
    return Object.fromEntries([...this.counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/** What the product leaves open: by the first three a user may lose a password who is not inactive. */
const EXCEPTIONS = [
  'exception: changed in the instant before the deletion',
  'exception: reset within the 30 minutes before',
  'exception: the name changed hands in that instant',
  'exception: COMPLIANT by a name that changed hands meanwhile',
] as const;

/**
 * What has to come to pass in any soak of some hundred days: one in which it never does proves nothing of it. Of the
 * exceptions, only the frequent one.
 */
export const EXPECTED = [
  EXCEPTIONS[0],
  'fault: AccessDenied',
  'fault: EntityTemporarilyUnmodifiable',
  'fault: FailedEvaluations',
  'fault: InternalFailure',
  'fault: LimitExceeded',
  'fault: LimitExceededException',
  'fault: ReportExpired',
  'fault: ReportInProgress',
  'fault: ServiceUnavailable',
  'fault: Throttling',
  'fault: connection reset, call done',
  'fault: connection reset, call not done',
  'fault: event delivered twice',
  'fault: inventory lags',
  'fault: NoSuchEntity that is not true yet',
  'fault: no answer, call done',
  'fault: no answer, call not done',
  'fault: read shows what was before a change',
  'fault: same fault for minutes',
  "fault: another tool's report",
  'outcome: COMPLIANT recorded',
  'outcome: NON_COMPLIANT recorded',
  'outcome: NOT_APPLICABLE recorded',
  'outcome: evaluation failed',
  'outcome: evaluation succeeded',
  'outcome: remediation exception cleared',
  'outcome: remediation run on a stale snapshot',
  'outcome: run deleted the password',
  'outcome: run ended at once, nobody bears the name',
  'outcome: run failed',
  'outcome: run had no clear answer',
  'outcome: run kept the password',
  'outcome: run waited for a report',
] as const;
