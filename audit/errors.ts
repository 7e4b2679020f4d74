/** A file that cannot be read, or does not contain what it should. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

/** The message, after the name of an AWS error. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message.startsWith('Region is missing')) return 'no region is set: give --region, or set AWS_REGION';
  // The rule's own messages contain the name of the AWS error.
  const name = ['OperationFailed', 'UnreadableInput', 'Error'].includes(error.name) ? '' : `${error.name}: `;
  return `${name}${error.message}`;
}

/** Whether our code is at fault, not the account. The SDK marks the errors of a response that it cannot read. */
export function isBug(error: unknown): boolean {
  const isFault = [TypeError, ReferenceError, RangeError].some((kind) => error instanceof kind);
  return isFault && !(error instanceof Error && ('code' in error || '$response' in error));
}
