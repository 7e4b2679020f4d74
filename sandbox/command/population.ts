import type { Account, LocalAws } from '../index';

/** Something that people do in the account between the evaluation and the remediation. */
export interface Happening {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly what: string;
}

/** The users to load into the local AWS. */
export interface Population {
  /** e.g. `the sample account` */
  readonly source: string;
  /** Sentences about these users that are shown first. */
  readonly notes: readonly string[];
  readonly account: Account;
  /** Parameters of the stack for these users. */
  readonly parameters: Readonly<Record<string, string>>;
  load(aws: LocalAws, maxIdleDays: number): void;
  meanwhile(aws: LocalAws): Promise<readonly Happening[]>;
}
