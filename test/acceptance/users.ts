import { NAME, USER_PATH } from './context';

/** A user that `begin` makes. */
export interface MadeUser {
  /** Its name in IAM. No two names differ by case only, so a name identifies a user below any path. */
  readonly name: string;
  /** Below USER_PATH: empty, or segments that end with a slash. */
  readonly subpath: '' | `${string}/`;
  /** What the user has when `begin` has made it. */
  readonly has: {
    readonly password?: true;
    readonly accessKey?: true;
    readonly exemptTag?: true;
    /** In the stack's ExemptUsers. */
    readonly listed?: true;
  };
  readonly purpose: string;
}

/** Every user of the acceptance run. The keys are what the steps call them. */
export const USERS = {
  idle: { name: 'idle', subpath: '', has: { password: true }, purpose: 'has a password and does not use it' },
  key: { name: 'key', subpath: '', has: { password: true, accessKey: true }, purpose: 'has an access key too' },
  tagged: { name: 'tagged', subpath: '', has: { password: true, exemptTag: true }, purpose: 'is exempt by tag' },
  listed: { name: 'listed', subpath: '', has: { password: true, listed: true }, purpose: 'is exempt by list' },
  odd: { name: 'odd+=,.@-_', subpath: '', has: { password: true }, purpose: 'has every character IAM allows' },
  reset: { name: 'reset', subpath: '', has: { password: true }, purpose: 'gets another password in finish' },
  none: { name: 'none', subpath: '', has: {}, purpose: 'has no password' },
  comma: { name: 'comma', subpath: 'a,b/', has: {}, purpose: 'has a comma in the path, for the fact reportQuoting' },
  probe: { name: 'probe', subpath: '', has: {}, purpose: "is what the probe's rule calls NON_COMPLIANT" },
  newPassword: { name: 'new-password', subpath: '', has: {}, purpose: 'gets a password, for the fact newPassword' },
} as const satisfies Readonly<Record<string, MadeUser>>;

/** For the parameter ExemptUsers, e.g. `inactive-iam-users-acceptance/listed`. */
export const EXEMPT_USERS = `${NAME}/${USERS.listed.name}`;

/** The user's path in IAM, e.g. `/inactive-iam-users-acceptance/a,b/`. */
export function pathOf({ subpath }: Pick<MadeUser, 'subpath'>): string {
  return `${USER_PATH}${subpath}`;
}
