import { allowRemedy, type Denial, permitted } from '../aws/denial';
import type { Check } from './checks';

/** The check, or a failed one if AWS denies one of its calls. */
export async function unlessDenied(what: string, check: Promise<Check>): Promise<Check> {
  const { value, denial } = await permitted(check);
  return value ?? deniedCheck(what, denial);
}

/** @param what could not be read, e.g. `The rule` */
export function deniedCheck(what: string, { action, message }: Pick<Denial, 'action' | 'message'>): Check {
  return {
    ok: false,
    title: `${what}: ${action ?? 'the call that AWS names'} is denied`,
    details: [message],
    remedy: allowRemedy(action),
  };
}
