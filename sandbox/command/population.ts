import type { Account, LocalAws } from '../index';

/** Something that people do to the account while the product is at work. */
export interface Happening {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly what: string;
}

/** The users that the local AWS is filled with. */
export interface Population {
  /** In words, e.g. `the sample account`. */
  readonly source: string;
  /** What the reader should know of these users, in sentences. */
  readonly notes: readonly string[];
  readonly account: Account;
  /** Parameters of the stack that belong to these users. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Puts the users into the account. @throws UsageError for those whom IAM could not have */
  load(aws: LocalAws, maxIdleDays: number): void;
  /** What happens between the evaluation and the remediation. */
  meanwhile(aws: LocalAws): Promise<readonly Happening[]>;
}
