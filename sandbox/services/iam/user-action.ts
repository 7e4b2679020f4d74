import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import type { Caller } from '../../policy/caller';
import type { AccountUsers } from './account-users';
import { LONGEST_NAME, optionalUserName, userName } from './names';
import type { User } from './user';

interface UserAction {
  /** The request's members besides UserName. */
  readonly members?: readonly string[];
  /** Whether a request without a user name is about the caller. */
  readonly callerByDefault?: boolean;
  readonly longestName?: number;
}

/**
 * An action on one existing user, authorized against that user's ARN and tags.
 * @param read reads the other members, and returns what to do to the user
 */
export function userAction(
  users: AccountUsers,
  { members = [], callerByDefault = false, longestName = LONGEST_NAME }: UserAction,
  read: (input: Fields) => (user: User) => object | undefined,
): Operation {
  const nameIn = callerByDefault ? optionalUserName : userName;
  return (input) => {
    const name = nameIn(input.only('UserName', ...members), 'UserName', longestName);
    const act = read(input);
    return {
      authorize: () => (name === undefined ? [] : [users.resource(name)]),
      handle: (caller) => {
        if (name === undefined) throw noUserNamed(caller);
        return act(users.require(name));
      },
    };
  };
}

/** An assumed role is not a user that AWS could fall back to. A caller that is a user or the root is not modelled. */
function noUserNamed(caller: Caller): Error {
  if (!/:(assumed-role|role)\//.test(caller.arn)) return new NotModelled(`a call about the caller, ${caller.arn}`);
  return new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
}
