import { CommanderError } from 'commander';
import { InvalidParameter } from '../rule/decision/errors';

/** A file that cannot be read, or does not contain what it should. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

interface Failure {
  /** 0 for help and version, 2 for wrong usage or unreadable input, 3 if the account could not be read. */
  readonly status: 0 | 2 | 3;
  /** One line; empty if commander has printed it. */
  readonly message: string;
}

/** How the command ends if an error is thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return { status: error.exitCode === 0 ? 0 : 2, message: '' };
  if (error instanceof InvalidParameter || error instanceof UnreadableInput) {
    return { status: 2, message: oneLine(`error: ${error.message}`) };
  }
  return { status: 3, message: oneLine(`the account could not be read: ${errorText(error)}`) };
}

/** The message, after the name of an AWS error. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message.startsWith('Region is missing')) return 'no region is set: give --region, or set AWS_REGION';
  // The rule's own messages contain the name of the AWS error.
  const name = error.name === 'OperationFailed' || error.name === 'Error' ? '' : `${error.name}: `;
  return `${name}${error.message}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
