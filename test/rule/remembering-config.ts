import { isRecord } from '../../rule/json';
import type { Endpoint } from '../../sandbox/endpoint/endpoint';

/** A Config that keeps what is put, without the rule, the schedule and the remediation; and an event bus that takes all. */
export class RememberingConfig {
  /** By user id; users who are gone are forgotten. */
  readonly results = new Map<string, { readonly compliance: string; readonly annotation: string }>();

  constructor(private readonly now: () => Date) {}

  /** An endpoint for the clients of Config and EventBridge. */
  over(endpoint: Endpoint): Endpoint {
    const call = async (_caller: unknown, _service: unknown, operation: string, input: unknown) =>
      this.answer(operation, isRecord(input) ? input : {});
    return Object.assign(Object.create(endpoint), { call });
  }

  private answer(operation: string, { Evaluations: evaluations, Entries: entries }: Readonly<Record<string, unknown>>) {
    switch (operation) {
      case 'PutEvaluations':
        for (const evaluation of recordsOf(evaluations)) this.keep(evaluation);
        return { FailedEvaluations: [] };
      case 'PutEvents':
        return { Entries: recordsOf(entries).map(() => ({ EventId: 'taken' })) };
      case 'GetComplianceDetailsByConfigRule':
        return {
          EvaluationResults: [...this.results].map(([ResourceId, { compliance, annotation }]) => ({
            EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId } },
            ComplianceType: compliance,
            Annotation: annotation,
            ResultRecordedTime: this.now(),
          })),
        };
      default:
        return { RemediationExceptions: [] };
    }
  }

  private keep(evaluation: Readonly<Record<string, unknown>>): void {
    const id = String(evaluation['ComplianceResourceId']);
    const compliance = String(evaluation['ComplianceType']);
    if (compliance === 'NOT_APPLICABLE') this.results.delete(id);
    else this.results.set(id, { compliance, annotation: String(evaluation['Annotation']) });
  }
}

function recordsOf(list: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
