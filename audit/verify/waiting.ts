import type { RemediationExecutionStatus } from '@aws-sdk/client-config-service';
import { heldInactive } from '../../rule/decision/hold';
import type { StoredEvaluation } from '../../rule/reporting/stored-evaluations';
import type { Check } from '../checks/checks';
import { type Known, userOf } from '../checks/known-users';
import { isoTime } from '../../rule/decision/dates';
import { countOf } from '../checks/words';

/** What Config says of the inactive users and of what was done about them. */
export interface Inactive {
  /** The NON_COMPLIANT results by user id. */
  readonly results: ReadonlyMap<string, StoredEvaluation>;
  /** The last run for each user. */
  readonly runs: readonly RemediationExecutionStatus[];
  /** The users whom an exception blocks: a check of its own names them. */
  readonly blocked: ReadonlySet<string>;
  readonly automatic: boolean;
}

/** So many names of held users are enough to see who they are. */
const NAMES_SHOWN = 20;

/** The inactive users for whom no run of the runbook has been started, and those whom maxRemovals holds. */
export function checkWaiting({ results, runs, blocked, automatic }: Inactive, known: Known): Check {
  const lastRuns = new Map(runs.map((run) => [run.ResourceKey?.resourceId, run]));
  const waiting = [...results].filter(
    ([id, result]) => !blocked.has(id) && heldInactive(result.annotation) === 0 && !answers(lastRuns.get(id), result),
  );
  const held = [...results]
    .filter(([, { annotation }]) => heldInactive(annotation) > 0)
    .map(([id]) => userOf(id, known));
  const details = [
    ...waiting.map(([id, result]) => `${userOf(id, known)}: ${sinceOf(result, lastRuns.get(id))}`),
    ...(held.length > 0 ? [heldText(held)] : []),
  ];
  if (waiting.length === 0) {
    return { ok: true, title: `No inactive user waits for a run of the runbook (${results.size} inactive)`, details };
  }
  const title = `${countOf(waiting.length, 'inactive user')} without a run of the runbook`;
  if (!automatic) return { ok: true, title: `${title}: remediation is by hand`, details };
  return {
    ok: false,
    title,
    details,
    remedy:
      'If these results are only minutes old, wait. Else start the runs with the Remediate button (AWS Config console, ' +
      'the rule), or with the next update of the stack that changes the remediation: it starts one for each inactive user.',
  };
}

/**
 * Whether a run was about this result: it is under way, or its end is not before the result. Config gives the time of the
 * last result, not of the first of its kind, and starts a run after a result.
 * AWS: "EvaluationResult" and "RemediationExecutionStatus", Config API Reference.
 */
function answers(run: RemediationExecutionStatus | undefined, { recorded }: StoredEvaluation): boolean {
  if (!run) return false;
  if (run.State === 'QUEUED' || run.State === 'IN_PROGRESS') return true;
  const last = run.LastUpdatedTime ?? run.InvocationTime;
  return last === undefined || recorded === undefined || last >= recorded;
}

function sinceOf({ recorded }: StoredEvaluation, run: RemediationExecutionStatus | undefined): string {
  const result = recorded ? `inactive by the result of ${isoTime(recorded)}` : 'inactive';
  const before = run?.InvocationTime ? `, the last run began before it, on ${isoTime(run.InvocationTime)}` : '';
  return `${result}${before}`;
}

function heldText(names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? `, and ${names.length - NAMES_SHOWN} more` : '';
  return `held, because more users are inactive than maxRemovals: ${names.slice(0, NAMES_SHOWN).join(', ')}${more}`;
}
