import { types } from 'node:util';

/** What an error says. An error of Node's own is one of another realm within jest, where instanceof does not know it. */
export function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** With the stack, for whoever looks for the cause. */
export function stackOf(error: unknown): string {
  return types.isNativeError(error) ? (error.stack ?? error.message) : String(error);
}

/** The code of a system error, e.g. `EADDRINUSE`. */
export function systemCodeOf(error: unknown): string | undefined {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
