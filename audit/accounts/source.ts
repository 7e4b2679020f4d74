import type { Progress } from '../../rule/account/judge-account';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { AccountResult } from '../report/result';

/** What every account is asked. */
export interface Question {
  /** The options and the defaults, for an account without the rule. */
  readonly parameters: RuleParameters;
  /** The options alone: each overrides its own parameter of a deployed rule. */
  readonly overrides: Partial<RuleParameters>;
  readonly ruleName: string;
  /** Key of the tag that names a user's owner. */
  readonly ownerTag?: string | undefined;
  /** The time of the verdicts. */
  readonly now: Date;
  /** Whether compliant users are listed, or only counted. */
  readonly listsCompliant: boolean;
}

/** Which accounts to read. */
export interface AccountSelection {
  /** Their ids; by default all. */
  readonly accounts?: readonly string[];
  /** Ids of accounts to leave out. */
  readonly exclude?: readonly string[];
}

/** Something that one or more accounts can be read from: a role, a profile, a file, an aggregator. */
export interface AccountSource {
  /** An account id, a profile or a file, for progress and errors. */
  readonly label: string;
  /** If it is known before the account is read. */
  readonly accountId?: string;
  /** The account's name in its organization, or the profile's. */
  readonly name?: string;
  /** Files are read one after the other, at their turn: several at once are not faster, and take memory. */
  readonly isFile?: boolean;
  /** What to do about an error that only this source can have. */
  readonly remedy?: (error: unknown) => string | undefined;
  /** @throws UnreadableInput, OperationFailed or the SDK's errors if it cannot be read */
  read(question: Question, progress: Progress): Promise<readonly AccountResult[]>;
}
