import type { Check } from '../../audit/checks/checks';

/** Nothing more is made or changed. The message is one line, with the remedy. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    message: string,
    /** Shown before the message. */
    readonly checks: readonly Check[] = [],
  ) {
    super(message);
  }
}

/** A step threw `cause`. The next start of the command repeats the step. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';

  constructor(
    step: string,
    override readonly cause: unknown,
  ) {
    super(`the step "${step}" could not be completed`);
  }
}
