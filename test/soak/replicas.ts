import { Ids } from '../../sandbox/account';
import { Fields } from '../../sandbox/endpoint/fields';
import type { Caller } from '../../sandbox/endpoint/operation';
import { Iam } from '../../sandbox/iam/iam';
import type { SeedUser } from '../../sandbox/iam/seed';
import type { IamUser } from '../../sandbox/iam/user';
import type { LocalAws } from '../../sandbox/local-aws';

/** The longest, in milliseconds, that a read lags behind a change here; AWS publishes no figure. */
export const LONGEST_LAG = 5_000;
const READS = new Set(['GetUser', 'GetLoginProfile', 'ListAccessKeys', 'ListUsers']);

/**
 * IAM's replicas, some of which lag: for seconds after a change a read may not see a new user or password, or still see
 * a deleted one. AWS: "Changes that I make are not always immediately visible", IAM User Guide. A read that errs about
 * what has long been true is not among what IAM does, and nothing could be decided on such reads.
 */
export class Replicas {
  private past: { readonly until: number; readonly users: readonly SeedUser[] }[] = [];

  constructor(private readonly aws: Pick<LocalAws, 'iam' | 'clock' | 'account'>) {}

  /** To be called before each change. */
  keep(): void {
    const now = this.aws.clock.now();
    this.past = this.past.filter(({ until }) => until > now - LONGEST_LAG);
    this.past.push({ until: now, users: this.aws.iam.users().map(copyOf) });
  }

  /** Answers a read as a replica does that is so many milliseconds behind; undefined where there is no difference. */
  async read(lag: number, caller: Caller, operation: string, input: unknown): Promise<object | undefined> {
    const then = this.aws.clock.now() - lag;
    const state = READS.has(operation) ? this.past.find(({ until }) => until > then) : undefined;
    if (!state) return undefined;
    const replica = new Iam({ clock: this.aws.clock, account: this.aws.account, ids: new Ids() });
    for (const user of state.users) replica.seed(user);
    return await replica.operations[operation]?.handle(Fields.of('iam', input), caller);
  }
}

function copyOf({ userName, userId, path, createDate, passwordLastUsed, loginProfile, ...rest }: IamUser): SeedUser {
  const { accessKeys, tags } = rest;
  return { userName, userId, path, createDate, passwordLastUsed, loginProfile, accessKeys, tags };
}
