import { type Caller, Fields, Iam, type IamUser, Ids, type LocalAws } from '../../sandbox/index';
import type { Past } from './past';

/** The longest, in milliseconds, that a read lags behind a change here; AWS publishes no figure. */
export const LONGEST_LAG = 5_000;
const READS = new Set(['GetUser', 'GetLoginProfile', 'ListAccessKeys', 'ListUsers']);

/**
 * IAM's replicas, some of which lag: for seconds after a change a read may not see a new user or password, or still see
 * a deleted one. AWS: "Changes that I make are not always immediately visible", IAM User Guide. IAM does not misreport
 * what has long been true, and nothing could be decided if it did.
 */
export class Replicas {
  constructor(
    private readonly aws: Pick<LocalAws, 'clock' | 'account'>,
    private readonly users: Past<readonly IamUser[]>,
  ) {}

  /** Answers a read as a replica that lags so many milliseconds; undefined if that makes no difference. */
  async read(lag: number, caller: Caller, operation: string, input: unknown): Promise<object | undefined> {
    const users = READS.has(operation) ? this.users.before(this.aws.clock.now() - lag) : undefined;
    if (!users) return undefined;
    const replica = new Iam({ clock: this.aws.clock, account: this.aws.account, ids: new Ids() });
    for (const user of users) replica.seed(user);
    return await replica.operations[operation]?.(Fields.of('iam', input)).handle(caller);
  }
}
