/** A parameter has a value that is not allowed. */
export class InvalidParameter extends Error {
  override readonly name = 'InvalidParameter';

  constructor(parameter: string, value: unknown, allowed: string) {
    super(`${parameter} must be ${allowed}; got ${shown(value)}`);
  }
}

/** The event is not one that this function handles. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';

  constructor(field: string, value: unknown, wanted: string) {
    super(`event field ${field} must be ${wanted}; got ${shown(value)}`);
  }
}

/** The text is not a credential report. */
export class InvalidCredentialReport extends Error {
  override readonly name = 'InvalidCredentialReport';

  constructor(fault: string) {
    super(`not a credential report: ${fault}`);
  }
}

/** An evaluation, a confirmation or a notification could not be completed. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';

  constructor(message: string, cause?: unknown) {
    super(cause instanceof Error ? `${message}: ${cause.name}: ${cause.message}` : message, { cause });
  }
}

/**
 * A member that AWS always returns. If it is missing, or is an invalid date, nothing may be decided on the response.
 *
 * @throws OperationFailed that names the member
 */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw new OperationFailed(`AWS answered without ${member}`);
  }
  return value;
}

/** Whether this is an AWS error of one of these names. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** On one line, and short enough for a log. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
