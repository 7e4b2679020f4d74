import type { RemediationExecutionStatus } from '@aws-sdk/client-config-service';
import { heldInactive } from '../../rule/decision/hold';
import type { StoredEvaluation } from '../../rule/reporting/stored-evaluations';
import type { Check, Target } from '../checks/checks';
import { isoTime } from '../../rule/decision/dates';
import { countOf } from '../text/text';

export interface KnownUsers extends Target {
  /** The users' names by id. */
  readonly names: ReadonlyMap<string, string>;
}

export function userOf(id: string | undefined, { names }: KnownUsers): string {
  const name = id === undefined ? undefined : names.get(id);
  return name === undefined ? (id ?? 'an unknown user') : `${name} (${id})`;
}

/** What Config shows of the inactive users and their remediation. */
export interface Inactive {
  /** The NON_COMPLIANT evaluations by user id. */
  readonly results: ReadonlyMap<string, StoredEvaluation>;
  /** The last run for each user. */
  readonly runs: readonly RemediationExecutionStatus[];
  /** Ids of users with a remediation exception: another check names them. */
  readonly blocked: ReadonlySet<string>;
  readonly automatic: boolean;
}

const MOST_NAMES = 20;

/** Names the inactive users without a run of the runbook, and those held by maxRemovals. */
export function checkWaiting({ results, runs, blocked, automatic }: Inactive, known: KnownUsers): Check {
  const lastRuns = new Map(runs.map((run) => [run.ResourceKey?.resourceId, run]));
  const waiting = [...results].filter(
    ([id, result]) => !blocked.has(id) && heldInactive(result.annotation) === 0 && !isRunOf(result, lastRuns.get(id)),
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
  if (!automatic) return { ok: true, title: `${title}: remediation is manual`, details };
  return {
    ok: false,
    title,
    details,
    remedy:
      'If these evaluations are only minutes old, wait. Otherwise start the runs with the Remediate button (AWS Config ' +
      'console, the rule), or with an update of the stack that changes the remediation: it starts one for each inactive user.',
  };
}

/**
 * Whether the run belongs to this evaluation: it is in progress, or ended after the evaluation was recorded. Config starts
 * a run after an evaluation, and shows only when the last one was recorded.
 * AWS: "EvaluationResult" and "RemediationExecutionStatus", AWS Config API Reference.
 */
function isRunOf({ recorded }: StoredEvaluation, run: RemediationExecutionStatus | undefined): boolean {
  if (!run) return false;
  if (run.State === 'QUEUED' || run.State === 'IN_PROGRESS') return true;
  const last = run.LastUpdatedTime ?? run.InvocationTime;
  return last === undefined || recorded === undefined || last >= recorded;
}

function sinceOf({ recorded }: StoredEvaluation, run: RemediationExecutionStatus | undefined): string {
  const since = recorded ? `inactive by the evaluation of ${isoTime(recorded)}` : 'inactive';
  const before = run?.InvocationTime ? `; the last run began before it, on ${isoTime(run.InvocationTime)}` : '';
  return `${since}${before}`;
}

function heldText(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  return `held, because more users are inactive than maxRemovals: ${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}
