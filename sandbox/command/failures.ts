import type { EvaluationRun } from '../index';
import { type Change, isDeletedPassword } from './changes';
import { isoTime } from './iso-time';
import type { RemediationResult } from './result';

interface Happened {
  readonly evaluations: readonly EvaluationRun[];
  readonly remediations: readonly RemediationResult[];
  readonly changes: readonly Change[];
  /** The lines of the functions' logs. */
  readonly log: readonly string[];
  /** Messages that reached no topic, each with the reason. */
  readonly lostMessages: readonly { readonly reason: string }[];
}

/** Each thing that failed, in one sentence; empty where all went well. */
export function failuresOf({ evaluations, remediations, changes, log, lostMessages }: Happened): string[] {
  return [
    ...evaluations.flatMap(({ error, trigger, started }) =>
      error ? [`the ${trigger} evaluation of ${isoTime(started)} failed: ${error.code}: ${error.message}`] : [],
    ),
    ...remediations
      .filter(({ status }) => status !== 'Success')
      .map(({ userName, outcome, status, failureMessage = 'no message' }) =>
        outcome === 'passed over'
          ? `the remediation of ${userName} was not started: ${status}`
          : `the remediation of ${userName} ended in ${status}: ${failureMessage}`,
      ),
    ...changes
      .filter((change) => !isDeletedPassword(change))
      .map(({ userName, what }) => `${what} of ${userName} has changed, which nothing was to touch`),
    ...lostMessages.map(({ reason }) => `a message was lost: ${reason}`),
    ...log.filter((line) => line.includes('"level":"ERROR"')).map((line) => `the function's log: ${errorLine(line)}`),
  ];
}

/** Without the stack trace, which is of the bundle. */
function errorLine(line: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    return JSON.stringify(entry, (key, value: unknown) => (key === 'stackTrace' ? undefined : value));
  } catch {
    return line;
  }
}
