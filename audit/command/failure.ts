import { CommanderError } from 'commander';
import { InvalidParameter } from '../../rule/decision/errors';
import { errorText, isBug, UnreadableInput, UnwrittenAnswer } from '../aws/errors';
import { UnreadableReport } from '../credential-report/unreadable-report';
import { printable } from '../text/printable';
import { oneLine as joined } from '../text/text';

export const EXIT_STATUS = `
Exit status:
  0   nobody is inactive, or all checks passed
  1   somebody is inactive, or a check failed
  2   wrong usage or unreadable input
  3   an account could not be read, or the answer not written
  70  a bug in inactive-iam-users
  130 stopped by Ctrl-C; what had been read is printed
If several apply, the first of 70, 130, 2, 3, 1 wins.`;

interface Failure {
  readonly status: 0 | 2 | 3 | 70;
  /** Empty after help; one line, except for the stack of a bug. */
  readonly message: string;
}

/** What a person has given cannot be used. */
const UNUSABLE = [InvalidParameter, UnreadableInput, UnreadableReport];

/**
 * How the command ends if an error is thrown.
 *
 * @param debug whether a bug is shown with its stack
 */
export function failureOf(error: unknown, debug: boolean): Failure {
  if (error instanceof CommanderError) {
    const isHelp = error.exitCode === 0 || error.code === 'commander.help';
    return { status: error.exitCode === 0 ? 0 : 2, message: isHelp ? '' : oneLine(error.message) };
  }
  if (isBug(error)) return { status: 70, message: bugText(error, debug) };
  if (UNUSABLE.some((kind) => error instanceof kind)) {
    return { status: 2, message: oneLine(`error: ${errorText(error)}`) };
  }
  if (error instanceof UnwrittenAnswer) return { status: 3, message: oneLine(error.message) };
  return { status: 3, message: oneLine(`the account could not be read: ${errorText(error)}`) };
}

function bugText(error: unknown, debug: boolean): string {
  const what = `this is a bug in inactive-iam-users: ${oneLine(errorText(error))}`;
  if (!debug) return `${what}; run again with --debug, and report it with that output`;
  const stacks: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) stacks.push(cause.stack ?? String(cause));
  return [what, ...stacks].join('\n');
}

function oneLine(text: string): string {
  return printable(joined(text));
}
