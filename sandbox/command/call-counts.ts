import type { Call } from '../index';

/** How often somebody called an API operation. */
export interface CallCount {
  /** e.g. `iam:GetUser` */
  readonly operation: string;
  readonly by: 'Lambda function' | 'runbook' | 'operator';
  readonly duringFirstEvaluation: number;
  readonly afterwards: number;
  /** Calls that AWS answered with an error, by its code. */
  readonly errors: Readonly<Record<string, number>>;
}

interface OpenCount extends CallCount {
  duringFirstEvaluation: number;
  afterwards: number;
  readonly errors: Record<string, number>;
}

/**
 * @param ofFirstEvaluation how many of the calls, from the first on, the first evaluation made
 * @param functionNames the stack's Lambda functions: a function's session is named after it
 */
export function countCalls(
  calls: readonly Call[],
  ofFirstEvaluation: number,
  functionNames: readonly string[],
): CallCount[] {
  const counts = new Map<string, OpenCount>();
  for (const [index, { service, operation, caller, error }] of calls.entries()) {
    const by = callerOf(caller, functionNames);
    const name = `${service}:${operation}`;
    const key = `${by} ${name}`;
    const count = counts.get(key) ?? { operation: name, by, duringFirstEvaluation: 0, afterwards: 0, errors: {} };
    if (index < ofFirstEvaluation) count.duringFirstEvaluation += 1;
    else count.afterwards += 1;
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
