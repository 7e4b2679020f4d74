import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import type { Caller } from '../../policy/caller';
import type { AccountUsers } from './account-users';
import { LONGEST_NAME, optionalUserName, userName } from './names';
import type { User } from './user';

interface UserAction<Request> {
  /** The request's members beside UserName. */
  readonly members?: readonly string[];
  /** Whether a request that names no user means the caller himself. */
  readonly callerByDefault?: boolean;
  readonly longestName?: number;
  /** Reads the other members: what is malformed is refused before the user is looked up. */
  read(input: Fields): Request;
  act(user: User, request: Request): object | undefined;
}

/** An action on one existing user, authorized against that user's ARN and tags. */
export function userAction<Request>(users: AccountUsers, action: UserAction<Request>): Operation {
  const { members = [], callerByDefault = false, longestName = LONGEST_NAME } = action;
  const nameIn = (input: Fields): string | undefined =>
    callerByDefault ? optionalUserName(input, 'UserName', longestName) : userName(input, 'UserName', longestName);
  return {
    authorize: (input) => {
      const name = nameIn(input);
      return name === undefined ? [] : [users.resource(name)];
    },
    handle: (input, caller) => {
      const name = nameIn(input.only('UserName', ...members));
      const request = action.read(input);
      if (name === undefined) throw noUserNamed(caller);
      return action.act(users.require(name), request);
    },
  };
}

/** An assumed role is no user, so AWS can imply none; that the caller is a user or the root user is not modelled. */
function noUserNamed(caller: Caller): Error {
  if (!/:(assumed-role|role)\//.test(caller.arn))
    return new NotModelled(`a call about the caller ${caller.arn} himself`);
  return new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
}
