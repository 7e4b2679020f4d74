/** A parameter of the rule that is not what it must be. */
export class InvalidParameter extends Error {
  override readonly name = 'InvalidParameter';

  constructor(parameter: string, value: unknown, allowed: string) {
    super(`${parameter} must be ${allowed}; got ${shown(value)}`);
  }
}

/** An event that is not the one this function is there for. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';

  constructor(field: string, value: unknown, wanted: string) {
    super(`event field ${field} must be ${wanted}; got ${shown(value)}`);
  }
}

/** A text that is not the credential report it should be. */
export class InvalidCredentialReport extends Error {
  override readonly name = 'InvalidCredentialReport';

  constructor(fault: string) {
    super(`not a credential report: ${fault}`);
  }
}

/** The evaluation or confirmation could not be made; nothing has been decided. */
export class EvaluationFailed extends Error {
  override readonly name = 'EvaluationFailed';

  constructor(message: string, cause?: unknown) {
    super(cause instanceof Error ? `${message}: ${cause.name}: ${cause.message}` : message, { cause });
  }
}

/**
 * What AWS always sends. An answer without it, or with a date that is not one, is not understood: it must decide nothing.
 *
 * @throws EvaluationFailed that names the member
 */
export function answered<T>(value: T | undefined, member: string): T {
  if (value === undefined || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw new EvaluationFailed(`AWS answered without ${member}`);
  }
  return value;
}

/** Whether AWS answered with an error of one of these names. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** A value as it was given, on one line and short enough for a log. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
