import { Ids, SAMPLE_ACCOUNT } from '../../../sandbox/account';
import { SandboxClock } from '../../../sandbox/clock';
import { Endpoint } from '../../../sandbox/endpoint/endpoint';
import type { Caller } from '../../../sandbox/endpoint/operation';
import { Iam } from '../../../sandbox/iam/iam';
import { parseIdentityPolicy } from '../../../sandbox/policy/parse-policy';
import { sts } from '../../../sandbox/sts';

export const NOW = Date.parse('2026-01-15T12:00:00Z');
export const SECOND = 1000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A role session that holds one policy of the given statements. */
export function callerWith(...statements: readonly object[]): Caller {
  return {
    arn: 'arn:aws:sts::111122223333:assumed-role/Tester/session',
    userId: 'AROAEXAMPLEEXAMPLEEXA:session',
    accountId: '111122223333',
    policies: [parseIdentityPolicy({ Version: '2012-10-17', Statement: statements }, 'the test policy')],
  };
}

export const ADMINISTRATOR = callerWith({ Effect: 'Allow', Action: '*', Resource: '*' });

/** An account without users, and one caller of its endpoint who may do everything. */
export function localIam(now = NOW) {
  const clock = new SandboxClock(now);
  const iam = new Iam({ clock, account: SAMPLE_ACCOUNT, ids: new Ids() });
  const endpoint = new Endpoint({ iam: iam.operations, sts: sts(), config: {}, ssm: {} }, clock);
  return {
    clock,
    iam,
    endpoint,
    call: (operation: string, input: object = {}): Promise<object> =>
      endpoint.call(ADMINISTRATOR, 'iam', operation, input),
    wait: (milliseconds: number): Promise<void> => clock.runUntil(clock.now() + milliseconds),
  };
}
