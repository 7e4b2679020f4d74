import type { EvaluationRun } from '../index';
import { type Change, isDeletedPassword } from './changes';
import { isoTime } from './iso-time';
import type { Remediation } from './result';

interface Happened {
  readonly evaluations: readonly EvaluationRun[];
  readonly remediations: readonly Remediation[];
  readonly changes: readonly Change[];
  /** The lines of the functions' logs. */
  readonly log: readonly string[];
  /** Messages that reached no topic, each with the reason. */
  readonly lostMessages: readonly { readonly reason: string }[];
}

/** One sentence for each thing that failed. */
export function failuresOf({ evaluations, remediations, changes, log, lostMessages }: Happened): string[] {
  return [
    ...evaluations.flatMap(({ error, trigger, started }) =>
      error ? [`the evaluation at ${isoTime(started)} (${trigger}) failed: ${error.code}: ${error.message}`] : [],
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
      .map(({ userName, what }) => `the user ${userName} changed in more than the password: ${what}`),
    ...lostMessages.map(({ reason }) => `a message was lost: ${reason}`),
    ...log.filter((line) => line.includes('"level":"ERROR"')).map((line) => `the function's log: ${errorLine(line)}`),
  ];
}

/** Without the stack trace, which shows the minified bundle. */
function errorLine(line: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    return JSON.stringify(entry, (key, value: unknown) => (key === 'stackTrace' ? undefined : value));
  } catch {
    return line;
  }
}
