import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import type { AccountUsers } from './account-users';

/** What IAM's operations share. */
export interface IamContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: Account;
  readonly ids: Ids;
  readonly users: AccountUsers;
  readonly behaviour: IamBehaviour;
}

/** Behaviour of IAM that AWS does not document or has changed: a test can choose either reading. */
export interface IamBehaviour {
  /**
   * How many seconds UpdateLoginProfile and DeleteLoginProfile answer EntityTemporarilyUnmodifiable after a password was
   * created or changed. AWS publishes no figure. Recordings of 2026 show 0, which is the default: it protects least.
   */
  readonly unmodifiableSeconds: number;
  /** Whether the credential report quotes a cell that contains a comma or a quote. No recording shows such a cell. */
  readonly reportQuoting: 'where needed' | 'never';
  /**
   * The credential report as recorded in 2026 (times end in Z, the root user's password has dates, an active key comes
   * first), or as recorded until 2021.
   */
  readonly reportForm: '2026' | '2021';
}

export const DEFAULT_IAM_BEHAVIOUR: IamBehaviour = {
  unmodifiableSeconds: 0,
  reportQuoting: 'where needed',
  reportForm: '2026',
};
