import type { Check } from '../../audit/checks/checks';

/** The run does not begin or go on: nothing has been made or changed. The message is one line, with the remedy. */
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
