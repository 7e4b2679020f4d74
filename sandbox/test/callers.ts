import type { Caller } from '../policy/caller';
import { parseIdentityPolicy } from '../policy/parse-policy';

/** A role session with one policy of the given statements. */
export function callerWith(...statements: readonly object[]): Caller {
  return {
    arn: 'arn:aws:sts::111122223333:assumed-role/Tester/session',
    userId: 'AROAEXAMPLEEXAMPLEEXA:session',
    accountId: '111122223333',
    policies: [parseIdentityPolicy({ Version: '2012-10-17', Statement: statements }, 'the test policy')],
  };
}

export const ADMINISTRATOR = callerWith({ Effect: 'Allow', Action: '*', Resource: '*' });
