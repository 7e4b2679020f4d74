import type { Expected } from './evaluation';
import { type MadeUser, USERS } from './users';

/** The user or the password is younger than MaxIdleDays; which of the two, depends on the age of the credential report. */
const RECENT: Expected = { compliance: 'COMPLIANT', says: /^(created|signed in, or password set,) within 1 day$/ };
const NO_PASSWORD: Expected = { compliance: 'COMPLIANT', says: /^no console password$/ };
/** A recent user is not read further. */
const NEW: Expected = {
  compliance: 'COMPLIANT',
  says: /^created within 1 day$|^signed in, or password set, within 1 day$|^no console password$|^has access keys: /,
};
const KEY: Expected = { compliance: 'COMPLIANT', says: /^has access keys: / };
const TAGGED: Expected = { compliance: 'COMPLIANT', says: /^exempt by its tag inactive-iam-users:exempt$/ };
const LISTED: Expected = { compliance: 'COMPLIANT', says: /^exempt by the entry .+ of exemptUsers$/ };
const HELD: Expected = {
  compliance: 'NON_COMPLIANT',
  says: /^held, 3 users are inactive and maxRemovals is 0; inactive for more than 1 day, no access keys; /,
};

/** In `begin`. */
export function allRecent({ has }: MadeUser): Expected {
  return has.password && !has.accessKey ? RECENT : NEW;
}

/** In `finish`, with MaxRemovals 0. */
export function allHeld(user: MadeUser): Expected {
  return aDayLater(user, HELD);
}

/** After the runs: one user has a new password, and the others who were inactive have lost it. */
export function allRemoved(user: MadeUser): Expected {
  return aDayLater(user, user === USERS.reset ? RECENT : NO_PASSWORD);
}

/** @param ofInactive of users who have a password and nothing that protects it */
function aDayLater({ has }: MadeUser, ofInactive: Expected): Expected {
  if (!has.password) return NO_PASSWORD;
  if (has.accessKey) return KEY;
  if (has.exemptTag) return TAGGED;
  return has.listed ? LISTED : ofInactive;
}
