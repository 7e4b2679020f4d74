import { RULE } from '../support/deployed-account';
import type { Invocation, RuleThen } from './invocation';
import { surelyInactive } from './mistaken-names';
import { textOf } from './text-of';
import type { World } from './world';

/**
 * Checks what the cap relies on. An evaluation that finds more inactive users than maxRemovals must say so in each
 * result, so any part of them that Config has accepted holds the removals.
 */
export class Holds {
  /** By user id: how many users surely were inactive when this NON_COMPLIANT was recorded; 0 if under the cap. */
  private readonly marks = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly broken: string[],
  ) {}

  /** Config has accepted these evaluations of an invocation. */
  noteTaken(evaluations: readonly unknown[], invocation: Invocation): void {
    const { parameters, ordered } = invocation;
    if (!parameters) return;
    const { config } = this.world.aws;
    const inactive = surelyInactive(this.world, invocation).length;
    const isHeld = inactive > parameters.maxRemovals;
    for (const evaluation of evaluations) {
      const id = textOf(evaluation, 'ComplianceResourceId');
      // A later evaluation may have been quicker: then Config has kept its result.
      if (config.compliance.find(RULE, id)?.orderingTimestamp !== ordered) continue;
      this.marks.set(id, isHeld ? inactive : 0);
      const isMarked = /^[^:]+: held, /.test(textOf(evaluation, 'Annotation'));
      if (isHeld && !isMarked && textOf(evaluation, 'ComplianceType') === 'NON_COMPLIANT') {
        this.broken.push(`${id} is recorded without a mark although ${inactive} users are inactive`);
      }
    }
  }

  /** What Config stores now. */
  stored(): Pick<RuleThen, 'stored' | 'marked'> {
    const results = this.world.aws.config.compliance.nonCompliant(RULE);
    return {
      stored: results.length,
      marked: Math.max(0, ...results.map(({ resourceId }) => this.marks.get(resourceId) ?? 0)),
    };
  }
}
