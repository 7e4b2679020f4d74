import type { ComplianceStore } from './compliance-store';
import { keyOf } from './resource';

/** The resources that have been NON_COMPLIANT ever since automatic remediation last took them up. */
export class RepeatedResults {
  private readonly takenUp = new Set<string>();

  constructor({ changeObservers }: Pick<ComplianceStore, 'changeObservers'>) {
    changeObservers.push(({ ruleName, resourceId }) => this.takenUp.delete(keyOf(ruleName, resourceId)));
  }

  takeUp(ruleName: string, resourceIds: readonly string[]): void {
    for (const resourceId of resourceIds) this.takenUp.add(keyOf(ruleName, resourceId));
  }

  has(ruleName: string, resourceId: string): boolean {
    return this.takenUp.has(keyOf(ruleName, resourceId));
  }
}
