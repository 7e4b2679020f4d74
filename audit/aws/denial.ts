import { isNamed } from '../../rule/decision/errors';

/** AWS has denied a call, because the caller lacks a permission. */
export interface Denial {
  /** e.g. `iam:ListUsers`; undefined if AWS's message does not name it. */
  readonly action: string | undefined;
  /** AWS's error. */
  readonly message: string;
  /** No policy of the account can allow the call. */
  readonly byServiceControlPolicy: boolean;
}

type Permitted<T> =
  | { readonly value: T; readonly denial?: undefined }
  | { readonly denial: Denial; readonly value?: undefined };

/** @throws any error that is not a denial */
export async function permitted<T>(call: Promise<T>): Promise<Permitted<T>> {
  try {
    return { value: await call };
  } catch (error) {
    const denial = denialIn(error);
    if (!denial) throw error;
    return { denial };
  }
}

/**
 * Looks at causes too, because the rule wraps AWS's errors in its own, which name the user.
 * AWS: "Troubleshoot access denied error messages", IAM User Guide.
 */
export function denialIn(error: unknown): Denial | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isNamed(cause, 'AccessDenied', 'AccessDeniedException')) continue;
    const { name, message } = cause;
    const [, action] = /is not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? [];
    const byServiceControlPolicy = message.includes('with an explicit deny in a service control policy');
    return { action, message: `${name}: ${message}`, byServiceControlPolicy };
  }
  return undefined;
}

/** @param actions the ones that are denied; undefined if AWS does not name it */
export function allowRemedy(...actions: readonly (string | undefined)[]): string {
  return `Allow ${actions.map((action) => action ?? 'the call that AWS names').join(' and ')}; docs/audit.md has the whole policy.`;
}
