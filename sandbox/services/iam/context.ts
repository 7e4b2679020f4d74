import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import type { AccountUsers } from './account-users';
import type { IamBehaviour } from './behaviour';

/** What IAM's operations work with. */
export interface IamContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: Account;
  readonly ids: Ids;
  readonly users: AccountUsers;
  readonly behaviour: IamBehaviour;
}
