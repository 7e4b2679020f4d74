import { isRecord } from '../../rule/decision/json';
import type { Endpoint } from '../../sandbox/index';

type Fields = Readonly<Record<string, unknown>>;

/** A Config that keeps what is put, without the rule, the schedule and the remediation; and an event bus. */
export class RememberingConfig {
  /** By user id; users who are gone are forgotten. */
  readonly results = new Map<string, { readonly compliance: string; readonly annotation: string }>();
  /** What each PutEvaluations said, each evaluation as "COMPLIANCE annotation". */
  readonly puts: string[][] = [];
  /** The types of the events that the bus has taken. */
  readonly events: string[] = [];
  /** Whether the bus refuses this event now. */
  refuses: (type: string) => boolean = () => false;

  constructor(private readonly now: () => Date) {}

  /** An endpoint for the clients of Config and EventBridge. */
  over(endpoint: Endpoint): Endpoint {
    const call = async (_caller: unknown, _service: unknown, operation: string, input: unknown) =>
      this.answer(operation, isRecord(input) ? input : {});
    return Object.assign(Object.create(endpoint), { call });
  }

  private answer(operation: string, { Evaluations: evaluations, Entries: entries }: Fields) {
    switch (operation) {
      case 'PutEvaluations':
        this.puts.push(recordsOf(evaluations).map((evaluation) => this.keep(evaluation)));
        return { FailedEvaluations: [] };
      case 'PutEvents':
        return { Entries: recordsOf(entries).map((entry) => this.take(String(entry['DetailType']))) };
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

  private keep(evaluation: Fields): string {
    const id = String(evaluation['ComplianceResourceId']);
    const compliance = String(evaluation['ComplianceType']);
    const annotation = String(evaluation['Annotation']);
    if (compliance === 'NOT_APPLICABLE') this.results.delete(id);
    else this.results.set(id, { compliance, annotation });
    return `${compliance} ${annotation}`;
  }

  private take(type: string): object {
    if (this.refuses(type)) return { ErrorCode: 'ThrottlingException' };
    this.events.push(type);
    return { EventId: 'taken' };
  }
}

function recordsOf(list: unknown): Fields[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
