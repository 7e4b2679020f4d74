import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import type { Operations } from '../../endpoint/operation';
import { accessKeyOperations } from './access-keys';
import { AccountUsers } from './account-users';
import { DEFAULT_IAM_BEHAVIOUR, type IamBehaviour, type IamContext } from './context';
import { CredentialReports } from './credential-report';
import { loginProfileOperations } from './login-profiles';
import { type SeedUser, seedUser } from './seed';
import { tagOperations } from './tags';
import { type IamUser, wholeSeconds } from './user';
import { userOperations } from './users';

/** PasswordLastUsed shows the first of several sign-ins within this span. AWS: "User", IAM API Reference. */
const SIGN_IN_SPAN_MS = 5 * 60 * 1000;

/** IAM, as far as the rule and its remediation need it: users with their tags, passwords, access keys and report. */
export class Iam {
  readonly operations: Operations;
  private readonly context: IamContext;
  private readonly reports: CredentialReports;

  constructor(
    context: { readonly clock: Pick<SandboxClock, 'now'>; readonly account: Account; readonly ids: Ids },
    behaviour: Partial<IamBehaviour> = {},
  ) {
    this.context = {
      ...context,
      users: new AccountUsers(context.account),
      behaviour: { ...DEFAULT_IAM_BEHAVIOUR, ...behaviour },
    };
    this.reports = new CredentialReports(this.context);
    this.operations = {
      ...userOperations(this.context),
      ...tagOperations(this.context.users),
      ...loginProfileOperations(this.context),
      ...accessKeyOperations(this.context),
      ...this.reports.operations,
    };
  }

  /** The users as they are now, by name; each is live and shows later changes. */
  users(): readonly IamUser[] {
    return this.context.users.all();
  }

  /** A user by name, without regard to case. */
  find(userName: string): IamUser | undefined {
    return this.context.users.find(userName);
  }

  /** Adds a user with a past. @throws Error for a user that cannot exist in IAM */
  seed(user: SeedUser): IamUser {
    return seedUser(this.context, user);
  }

  /** The user signs in to the console now. @throws Error if there is no such user, or no password */
  signIn(userName: string): void {
    const user = this.context.users.find(userName);
    if (!user?.loginProfile) throw new Error(`${userName} cannot sign in: ${user ? 'no password' : 'no such user'}`);
    const now = wholeSeconds(this.context.clock.now());
    if (user.passwordLastUsed !== undefined && now - user.passwordLastUsed < SIGN_IN_SPAN_MS) return;
    user.passwordLastUsed = now;
  }

  /**
   * Another tool generates a credential report of the account as it is now, with the date `at` (ms since the epoch). To
   * make the report miss a change, generate the report first and make the change after it.
   */
  makeReport(at: number = this.context.clock.now()): void {
    this.reports.make(at);
  }
}
