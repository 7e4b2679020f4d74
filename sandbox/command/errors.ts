import { types } from 'node:util';

/** Wrong usage or unreadable input: one line that names the thing, its value and what is allowed. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An error's message, with its stack if asked. Not by instanceof: jest gives Node's own errors another Error class. */
export function textOf(error: unknown, withStack = false): string {
  if (!types.isNativeError(error)) return String(error);
  return withStack ? (error.stack ?? error.message) : error.message;
}

/** The code of a system error, e.g. `EADDRINUSE`. */
export function systemCodeOf(error: unknown): string | undefined {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
