import { CommanderError } from 'commander';
import { InvalidParameter } from '../../rule/decision/errors';
import { errorText, UnreadableInput } from '../errors';

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

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
