import { Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { SandboxClock } from '../../../core/clock';
import { CredentialStore } from '../../../endpoint/credentials';
import { Endpoint } from '../../../endpoint/endpoint';
import type { IamBehaviour } from '../../../services/iam/context';
import { Iam } from '../../../services/iam/iam';
import { sts } from '../../../services/sts/sts';
import { ADMINISTRATOR } from '../../callers';

export const NOW = Date.parse('2026-01-15T12:00:00Z');
export const SECOND = 1000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** STS without any role to assume. */
function stsAlone(clock: SandboxClock) {
  return sts({ clock, credentials: new CredentialStore(), rolesOf: () => undefined, organizationId: () => undefined });
}

/** An account without users, and one caller who may do everything. */
export function localIam(now = NOW, behaviour: Partial<IamBehaviour> = {}) {
  const clock = new SandboxClock(now);
  const iam = new Iam({ clock, account: SAMPLE_ACCOUNT, ids: new Ids() }, behaviour);
  const endpoint = new Endpoint({ iam: iam.operations, sts: stsAlone(clock), config: {}, ssm: {} }, clock);
  return {
    clock,
    iam,
    endpoint,
    call: (operation: string, input: object = {}): Promise<object> =>
      endpoint.call(ADMINISTRATOR, 'iam', operation, input),
    wait: (milliseconds: number): Promise<void> => clock.runUntil(clock.now() + milliseconds),
  };
}
