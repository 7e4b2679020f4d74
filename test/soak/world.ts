import type { IamUser } from '../../sandbox/iam/user';
import type { LocalAws } from '../../sandbox/local-aws';
import { isInactive, type OracleParameters } from './oracle';
import { Replicas } from './replicas';

/**
 * The account's users as people and the product's deletions have made them, and what was true of each when. Times are
 * milliseconds since the epoch; users are told apart by their unique ids.
 */
export class World {
  readonly replicas: Replicas;
  private readonly inactive = new Map<string, number>();
  private readonly active = new Map<string, number>();
  private readonly changed = new Map<string, number>();
  private readonly borne = new Map<string, number>();
  private readonly moved = new Map<string, number>();
  private expected: ReadonlyMap<string, string> = new Map();

  constructor(
    readonly aws: LocalAws,
    private readonly parameters: OracleParameters,
  ) {
    this.replicas = new Replicas(aws);
  }

  /** What people do: whatever else changes a user is found out. */
  async change(work: () => unknown): Promise<void> {
    this.look();
    this.checkUsers();
    this.replicas.keep();
    const before = this.names();
    try {
      await work();
    } finally {
      const [after, now] = [this.names(), this.aws.clock.now()];
      for (const [id, name] of before) if (after.get(id) !== name) this.moved.set(id, now);
      this.expected = this.described();
      this.look();
    }
  }

  /** The product has deleted this user's login profile, and nothing but that. */
  noteDeletion(user: IamUser): void {
    this.expected = new Map([...this.expected, [user.userId, described({ ...user, loginProfile: undefined })]]);
    this.checkUsers();
    this.look();
  }

  /** @throws Error where a user is not as people and the product's deletions have made it */
  checkUsers(): void {
    const found = this.described();
    const ids = new Set([...found.keys(), ...this.expected.keys()]);
    for (const id of ids) {
      const [is, ought] = [found.get(id), this.expected.get(id)];
      if (is !== ought) throw new Error(`somebody has changed user ${id}: it is ${is}, and ought to be ${ought}`);
    }
  }

  /** Takes note of what is true now; to be called as often as anything might depend on it. */
  look(): void {
    const now = this.aws.clock.now();
    for (const user of this.aws.iam.users()) {
      (this.isInactive(user, now) ? this.inactive : this.active).set(user.userId, now);
      if (user.loginProfile) this.changed.set(user.userId, user.loginProfile.passwordLastChanged);
      this.borne.set(nameOf(user.userId, user.userName), now);
    }
  }

  isInactive(user: IamUser, at: number): boolean {
    return isInactive(user, this.parameters, at);
  }

  wasInactive(userId: string, since: number): boolean {
    return (this.inactive.get(userId) ?? -Infinity) >= since;
  }

  /** Whether the user was there, and not inactive. */
  wasActive(userId: string, since: number): boolean {
    return (this.active.get(userId) ?? -Infinity) >= since;
  }

  /** Whether the user's password has been made or reset, even if it is gone by now. */
  hasChanged(userId: string, since: number): boolean {
    return (this.changed.get(userId) ?? -Infinity) >= since;
  }

  bore(userId: string, userName: string, since: number): boolean {
    return (this.borne.get(nameOf(userId, userName)) ?? -Infinity) >= since;
  }

  /** Whether the user has been renamed or deleted. */
  hasMoved(userId: string, since: number): boolean {
    return (this.moved.get(userId) ?? -Infinity) >= since;
  }

  userOf(userId: string): IamUser | undefined {
    return this.aws.iam.users().find((user) => user.userId === userId);
  }

  private names(): ReadonlyMap<string, string> {
    return new Map(this.aws.iam.users().map(({ userId, userName }) => [userId, userName]));
  }

  private described(): ReadonlyMap<string, string> {
    return new Map(this.aws.iam.users().map((user) => [user.userId, described(user)]));
  }
}

function described({ userName, path, createDate, passwordLastUsed, accessKeys, tags, ...rest }: IamUser): string {
  const { loginProfile, mfaActive } = rest;
  return JSON.stringify({ userName, path, createDate, passwordLastUsed, accessKeys, tags, loginProfile, mfaActive });
}

function nameOf(userId: string, userName: string): string {
  return `${userId} ${userName.toLowerCase()}`;
}
