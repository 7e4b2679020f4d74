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
