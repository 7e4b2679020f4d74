import { CommanderError } from 'commander';
import { InvalidParameter } from '../rule/decision/errors';

/** A file that could not be read as what it should be. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

export interface Failure {
  /** 0 for help and version, 2 for wrong usage or unreadable input, 3 where the account could not be read. */
  readonly status: 0 | 2 | 3;
  /** One line; empty where commander has printed it. */
  readonly message: string;
}

/** What the command ends with when something is thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return { status: error.exitCode === 0 ? 0 : 2, message: '' };
  if (error instanceof InvalidParameter || error instanceof UnreadableInput) {
    return { status: 2, message: oneLine(`error: ${error.message}`) };
  }
  return { status: 3, message: oneLine(`the account could not be read: ${errorText(error)}`) };
}

/** An error in one sentence, with AWS's name for it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message.startsWith('Region is missing')) return 'no region is set: give --region, or set AWS_REGION';
  // The rule's own errors name the user first and hold AWS's words already.
  const words = error.name === 'OperationFailed' || error.name === 'Error' ? '' : `${error.name}: `;
  return `${words}${error.message}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
