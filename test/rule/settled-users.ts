import { activeUser, DAY, inactiveUser, NOW } from '../support/deployed-account';

/** Whom the list and the report settle, each by another proof; and nobody else. */
export const SETTLED = [
  activeUser(),
  inactiveUser({ userName: 'no-password', loginProfile: undefined }),
  inactiveUser({
    userName: 'young',
    createDate: NOW - DAY,
    passwordLastUsed: undefined,
    loginProfile: { createDate: NOW - DAY },
  }),
  inactiveUser({
    userName: 'reset',
    loginProfile: { createDate: NOW - 400 * DAY, passwordLastChanged: NOW - 2 * DAY },
  }),
];
