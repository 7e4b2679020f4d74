import type { IamUser } from '../../sandbox/index';
import { IDLE, NOTICE } from './population';

/** An account's users who cost calls, counted in the account itself and not by the rule's own decision. */
export interface Census {
  readonly users: number;
  readonly inactive: readonly string[];
  readonly nearing: readonly string[];
  /** Idle long enough for a notice at least. */
  readonly idleWithKeys: readonly string[];
}

export function censusOf(users: readonly IamUser[], now: number): Census {
  const idle = (user: IamUser) => {
    const { loginProfile, passwordLastUsed = 0 } = user;
    return loginProfile ? now - Math.max(loginProfile.passwordLastChanged, passwordLastUsed) : 0;
  };
  const late = users.filter((user) => idle(user) >= IDLE - NOTICE);
  const keyless = late.filter(({ accessKeys }) => accessKeys.length === 0);
  const ids = (some: readonly IamUser[]) => some.map(({ userId }) => userId);
  return {
    users: users.length,
    inactive: ids(keyless.filter((user) => idle(user) > IDLE)),
    nearing: ids(keyless.filter((user) => idle(user) <= IDLE)),
    idleWithKeys: ids(late.filter(({ accessKeys }) => accessKeys.length > 0)),
  };
}

/**
 * The IAM calls that an evaluation needs: the list, two for the report, three for each user who must be read in full, one
 * for each with access keys. Users who already have their notice need none.
 */
export function neededCalls({ users, inactive, nearing, idleWithKeys }: Census, told: ReadonlySet<string>): number {
  const untold = nearing.filter((id) => !told.has(id)).length;
  return Math.ceil(users / 1000) + 2 + 3 * (inactive.length + untold) + idleWithKeys.length;
}
