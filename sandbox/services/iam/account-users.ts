import type { Account } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { AuthorizedResource } from '../../policy/caller';
import { type User, userArn } from './user';

/** AWS: "IAM and AWS STS quotas", IAM User Guide; not adjustable. */
const USERS_PER_ACCOUNT = 5000;

/** The account's users by name. Two names that differ only by case are the same name; each keeps the case it was given. */
export class AccountUsers {
  private readonly byName = new Map<string, User>();

  constructor(private readonly account: Account) {}

  /** In the order of ListUsers: by name. */
  all(): User[] {
    return [...this.byName].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, user]) => user);
  }

  find(userName: string): User | undefined {
    return this.byName.get(nameKey(userName));
  }

  /** @throws AwsError NoSuchEntity */
  require(userName: string): User {
    const user = this.find(userName);
    if (!user) throw new AwsError('NoSuchEntity', `The user with name ${userName} cannot be found.`, 404);
    return user;
  }

  hasId(userId: string): boolean {
    return [...this.byName.values()].some((user) => user.userId === userId);
  }

  /** @throws AwsError EntityAlreadyExists, LimitExceeded */
  add(user: User): void {
    this.requireFree(user.userName);
    if (this.byName.size >= USERS_PER_ACCOUNT) {
      throw new AwsError('LimitExceeded', `Cannot exceed quota for UsersPerAccount: ${USERS_PER_ACCOUNT}`, 409);
    }
    this.byName.set(nameKey(user.userName), user);
  }

  /** @throws AwsError EntityAlreadyExists, as in AWS even if only the case of the user's own name would change */
  rename(user: User, userName: string): void {
    this.requireFree(userName);
    this.byName.delete(nameKey(user.userName));
    user.userName = userName;
    this.byName.set(nameKey(userName), user);
  }

  remove(user: User): void {
    this.byName.delete(nameKey(user.userName));
  }

  /** The resource of an action on this user. A user who does not exist has the root path and no tags. */
  resource(userName: string): AuthorizedResource {
    const user = this.find(userName);
    return user ? { arn: user.arn, tags: user.tags } : this.newResource('/', userName);
  }

  /** The resource of a user that this call creates or renames. */
  newResource(path: string, userName: string): AuthorizedResource {
    return { arn: userArn(this.account, path, userName) };
  }

  private requireFree(userName: string): void {
    if (this.find(userName)) {
      throw new AwsError('EntityAlreadyExists', `User with name ${userName} already exists.`, 409);
    }
  }
}

/** The same key for names that differ only by case. */
export function nameKey(userName: string): string {
  return userName.toLowerCase();
}
