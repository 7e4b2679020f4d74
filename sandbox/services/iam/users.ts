import type { CreateUserResponse, GetUserResponse, ListUsersResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error';
import type { Operation, Operations } from '../../endpoint/operation';
import { nameKey } from './account-users';
import type { IamContext } from './context';
import { LONGEST_NAME, LONGEST_NEW_NAME, optionalPath, optionalUserName, userName } from './names';
import { pagerIn } from './page';
import { checkTags, readTags } from './tags';
import { type IamUser, User, userDetail, userSummary, wholeSeconds } from './user';
import { userAction } from './user-action';

/** CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser. */
export function userOperations(context: IamContext): Operations {
  const { users } = context;
  return {
    CreateUser: createUser(context),

    GetUser: userAction(users, { callerByDefault: true }, () => (user): GetUserResponse => ({
      User: userDetail(user),
    })),

    ListUsers: (input) => {
      input.only('PathPrefix', 'Marker', 'MaxItems');
      const prefix = input.optionalText('PathPrefix', { min: 1, max: 512, pattern: /^\/[\u0021-\u007F]*$/ }) ?? '/';
      const pageOf = pagerIn(input);
      return {
        authorize: () => [{ arn: '*' }],
        handle: (): ListUsersResponse => {
          const matching = users.all().filter((user) => user.path.startsWith(prefix));
          const page = pageOf(matching, (user) => nameKey(user.userName));
          return { Users: page.items.map(userSummary), ...page.more };
        },
      };
    },

    UpdateUser: updateUser(context),

    DeleteUser: userAction(users, {}, () => (user) => {
      const held = whatHolds(user);
      if (held) throw new AwsError('DeleteConflict', `Cannot delete entity, must delete ${held} first.`, 409);
      users.remove(user);
    }),
  };
}

function createUser({ users, account, clock, ids }: IamContext): Operation {
  return (input) => {
    input.only('UserName', 'Path', 'Tags');
    const name = userName(input, 'UserName', LONGEST_NEW_NAME);
    const path = optionalPath(input, 'Path') ?? '/';
    const tags = readTags(input);
    return {
      authorize: () => [users.newResource(path, name)],
      handle: (): CreateUserResponse => {
        checkTags(tags);
        const user = new User(account, path, name, ids.next('AIDA'), wholeSeconds(clock.now()));
        user.tags = tags;
        users.add(user);
        return { User: userDetail(user) };
      },
    };
  };
}

/** AWS: "UpdateUser", IAM API Reference: a rename needs permission on the source and on the target. */
function updateUser({ users }: IamContext): Operation {
  return (input) => {
    input.only('UserName', 'NewUserName', 'NewPath');
    const name = userName(input, 'UserName', LONGEST_NAME);
    const newName = optionalUserName(input, 'NewUserName', LONGEST_NEW_NAME);
    const newPath = optionalPath(input, 'NewPath');
    return {
      authorize: () => {
        const source = users.resource(name);
        if (newName === undefined && newPath === undefined) return [source];
        const user = users.find(name);
        return [source, users.newResource(newPath ?? user?.path ?? '/', newName ?? user?.userName ?? name)];
      },
      handle: () => {
        const user = users.require(name);
        if (newName !== undefined) users.rename(user, newName);
        if (newPath !== undefined) user.path = newPath;
      },
    };
  };
}

/** What must be deleted before the user. AWS: "DeleteUser". Groups, policies, certificates … are not modelled. */
function whatHolds(user: IamUser): string | undefined {
  if (user.loginProfile) return 'login profile';
  if (user.accessKeys.length > 0) return 'access keys';
  return user.mfaActive ? 'MFA device' : undefined;
}
