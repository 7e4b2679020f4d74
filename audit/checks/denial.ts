import { isNamed } from '../../rule/decision/errors';
import type { Check } from './checks';

/** AWS's refusal of a call that the caller has no permission for. */
export interface Denial {
  /** e.g. `iam:ListUsers`; AWS's words name it, mostly. */
  readonly action: string | undefined;
  /** AWS's own. */
  readonly words: string;
  /** An organization has forbidden it: no policy of the account can allow it. */
  readonly byServiceControlPolicy: boolean;
}

/** What an answer came to: its value, or AWS's refusal. Any other error is thrown. */
export type Permitted<T> =
  { readonly value: T; readonly denial?: undefined } | { readonly denial: Denial; readonly value?: undefined };

/** @throws whatever else the answer fails with */
export async function permitted<T>(answer: Promise<T>): Promise<Permitted<T>> {
  try {
    return { value: await answer };
  } catch (error) {
    const denial = denialIn(error);
    if (!denial) throw error;
    return { denial };
  }
}

/** A check, or in its place, where AWS denies a call that it makes, the ✗ that says so. */
export async function unlessDenied(what: string, check: Promise<Check>): Promise<Check> {
  const { value, denial } = await permitted(check);
  return value ?? deniedCheck(what, denial);
}

/** @param what that could not be asked, e.g. `The rule` */
export function deniedCheck(what: string, denial: Pick<Denial, 'action' | 'words'> | undefined): Check {
  const action = denial?.action ?? 'the call that AWS names';
  return {
    ok: false,
    title: `${what}: ${action} is denied`,
    details: denial ? [denial.words] : [],
    remedy: `Allow ${action}; the README has the whole policy.`,
  };
}

/** AWS: "Troubleshoot access denied error messages", IAM User Guide. */
const SCP_DENY = /with an explicit deny in a service control policy/;

/** The refusal in an error, or in what caused it: the rule's errors name the user first. */
export function denialIn(error: unknown): Denial | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isNamed(cause, 'AccessDenied', 'AccessDeniedException')) continue;
    const [, action] = /is not authorized to perform: ([\w-]+:\w+)/.exec(cause.message) ?? [];
    return { action, words: `${cause.name}: ${cause.message}`, byServiceControlPolicy: SCP_DENY.test(cause.message) };
  }
  return undefined;
}
