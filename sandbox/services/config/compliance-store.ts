export type ComplianceType = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** The last evaluation of one resource by one rule. Times in milliseconds since the epoch. */
export interface ComplianceResult {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly complianceType: ComplianceType;
  readonly annotation?: string;
  readonly orderingTimestamp: number;
  readonly recorded: number;
  readonly invoked: number;
}

/** What Config knows of the compliance of each resource with each rule. */
export class ComplianceStore {
  /** Called with a resource's first result, and with each result of another type than the one before. */
  readonly changeObservers: ((result: ComplianceResult, previous: ComplianceResult | undefined) => void)[] = [];
  /** How many evaluations have been recorded: each has a price. */
  recordedEvaluations = 0;
  private readonly rules = new Map<string, Map<string, ComplianceResult>>();

  /** Records a result, unless one of a later event is known. @returns whether it was recorded */
  record(result: ComplianceResult): boolean {
    const results = this.rules.get(result.ruleName) ?? new Map<string, ComplianceResult>();
    const known = results.get(result.resourceId);
    if (known && known.orderingTimestamp > result.orderingTimestamp) return false;
    results.set(result.resourceId, result);
    this.rules.set(result.ruleName, results);
    this.recordedEvaluations += 1;
    if (known?.complianceType !== result.complianceType) {
      for (const observe of this.changeObservers) observe(result, known);
    }
    return true;
  }

  /** The rule is gone, and its results with it. */
  forget(ruleName: string): void {
    this.rules.delete(ruleName);
  }

  find(ruleName: string, resourceId: string): ComplianceResult | undefined {
    return this.rules.get(ruleName)?.get(resourceId);
  }

  /** The rules that have results. */
  ruleNames(): string[] {
    return [...this.rules.keys()];
  }

  /** NOT_APPLICABLE results are kept too: Config returns them unless the caller filters them out. */
  ofRule(ruleName: string): ComplianceResult[] {
    return [...(this.rules.get(ruleName)?.values() ?? [])];
  }

  isNonCompliant(ruleName: string, resourceId: string): boolean {
    return this.find(ruleName, resourceId)?.complianceType === 'NON_COMPLIANT';
  }

  nonCompliant(ruleName: string): ComplianceResult[] {
    return this.ofRule(ruleName).filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  }
}
