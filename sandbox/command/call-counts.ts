import type { Call } from '../index';

/** How often one caller called one API operation. */
export interface CallCount {
  /** e.g. `iam:GetUser` */
  readonly operation: string;
  readonly by: 'Lambda function' | 'runbook' | 'operator';
  duringFirstEvaluation: number;
  afterwards: number;
  /** The calls that returned an error, by its code. */
  readonly errors: Record<string, number>;
}

/**
 * @param ofFirstEvaluation how many of the calls belong to the first evaluation; they come first
 * @param functionNames the stack's Lambda functions, whose sessions have their names
 */
export function countCalls(
  calls: readonly Call[],
  ofFirstEvaluation: number,
  functionNames: readonly string[],
): CallCount[] {
  const counts = new Map<string, CallCount>();
  for (const [index, { service, operation: name, caller, error }] of calls.entries()) {
    const by = callerOf(caller, functionNames);
    const operation = `${service}:${name}`;
    const key = `${by} ${operation}`;
    const count = counts.get(key) ?? { operation, by, duringFirstEvaluation: 0, afterwards: 0, errors: {} };
    count[index < ofFirstEvaluation ? 'duringFirstEvaluation' : 'afterwards'] += 1;
    if (error !== undefined) count.errors[error] = (count.errors[error] ?? 0) + 1;
    counts.set(key, count);
  }
  return [...counts.values()].toSorted((one, other) => (one.operation < other.operation ? -1 : 1));
}

function callerOf(arn: string, functionNames: readonly string[]): CallCount['by'] {
  const session = sessionOf(arn);
  if (functionNames.includes(session)) return 'Lambda function';
  return session.startsWith('Automation-') ? 'runbook' : 'operator';
}

/** The session's name in an assumed role's ARN; SSM names it after the execution. */
export function sessionOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
