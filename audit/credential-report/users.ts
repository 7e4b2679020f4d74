import { ROOT, type Rows } from './rows';
import { SeenUsers } from './seen-users';
import { Place } from './unreadable-report';

/** A user's row of a saved credential report. */
export interface SavedUser {
  readonly accountId: string;
  readonly partition: string;
  readonly arn: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly name: string;
  readonly created: Date;
  readonly passwordEnabled: boolean;
  readonly passwordLastUsed: Date | 'never';
  /** Undefined if the report has no date. */
  readonly passwordLastChanged: Date | undefined;
  readonly mfaActive: boolean;
  /** Inactive keys included, at most two: a report shows no more. */
  readonly keys: readonly SavedKey[];
}

export interface SavedKey {
  readonly active: boolean;
  /** Undefined if the report has no date. */
  readonly created: Date | undefined;
}

export interface Visitor {
  /** Once for each account, before its users. */
  account(accountId: string, partition: string): void;
  user(user: SavedUser): void;
}

interface Account {
  /** From 0. */
  readonly number: number;
  readonly accountId: string;
  readonly partition: string;
}

/** AWS: "IAM identifiers", IAM User Guide. */
const USER_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):user(\/(?:[\u0021-\u007e]*\/)?)([\w+=,.@-]{1,64})$/;
const ROOT_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):root$/;
const NO_KEYS: readonly SavedKey[] = [];

/** The users of a file's rows, each in its account. */
export class Users {
  private readonly byKey = new Map<string, Account>();
  private readonly seen = new SeenUsers();
  private last: Account | undefined;

  constructor(
    private readonly file: string,
    private readonly visitor: Visitor,
  ) {}

  /** How many accounts the rows are of. */
  get accounts(): number {
    return this.byKey.size;
  }

  /** @throws UnreadableReport if the row's ARN is not of its user, or the user was there before */
  add(rows: Rows, line: number): void {
    const { user, arn } = rows;
    const isRoot = user === ROOT;
    const [, partition, accountId, path = '', name = ''] = (isRoot ? ROOT_ARN : USER_ARN).exec(arn) ?? [];
    if (partition === undefined || accountId === undefined) {
      const must = isRoot ? "must be the root user's ARN" : "must be an IAM user's ARN";
      throw new Place(this.file, line).fault(must, { column: 'arn', got: arn });
    }
    const account = this.accountOf(accountId, partition);
    if (isRoot) return;
    if (user !== name) {
      throw new Place(this.file, line).fault(`must be the name in the ARN, ${name}`, { column: 'user', got: user });
    }
    if (!this.seen.add(account.number, name)) {
      const must = 'must not be a user of an earlier row, in upper or lower case';
      throw new Place(this.file, line).fault(must, { column: 'user', got: user, remedy: 'give each report once' });
    }
    this.visitor.user(userOf(rows, account, path, name));
  }

  private accountOf(accountId: string, partition: string): Account {
    const { last } = this;
    if (last?.accountId === accountId && last.partition === partition) return last;
    const key = `${partition}:${accountId}`;
    let account = this.byKey.get(key);
    if (!account) {
      account = { number: this.byKey.size, accountId, partition };
      this.byKey.set(key, account);
      this.visitor.account(accountId, partition);
    }
    this.last = account;
    return account;
  }
}

function userOf(rows: Rows, { accountId, partition }: Account, path: string, name: string): SavedUser {
  const { at } = rows;
  const first = keyOf(rows, at.key1Active, at.key1Created);
  const second = keyOf(rows, at.key2Active, at.key2Created);
  return {
    accountId,
    partition,
    arn: rows.arn,
    path,
    name,
    created: rows.created,
    passwordEnabled: rows.flag(at.passwordEnabled),
    passwordLastUsed: rows.date(at.passwordLastUsed) ?? 'never',
    passwordLastChanged: rows.date(at.passwordLastChanged),
    mfaActive: rows.flag(at.mfaActive),
    keys: first || second ? [first, second].filter((key) => key !== undefined) : NO_KEYS,
  };
}

/** An inactive key still has a date in the report. */
function keyOf(rows: Rows, activeAt: number, createdAt: number): SavedKey | undefined {
  const active = rows.flag(activeAt);
  const created = rows.date(createdAt);
  return active || created ? { active, created } : undefined;
}
