import type { IamUser, LocalAws } from '../../sandbox/index';
import { type Ground, groundsToKeep, type OracleParameters } from './oracle';
import { Past } from './past';
import { Replicas } from './replicas';

/** A time, in milliseconds since the epoch, and the parameters by which users are judged in it. */
export interface Window {
  readonly since: number;
  readonly until: number;
  readonly parameters: OracleParameters;
}

/**
 * The account's users as people and the product's deletions have made them, and what was true of each at what time. A
 * user is identified by the unique id.
 */
export class World {
  readonly replicas: Replicas;
  private readonly users = new Past<readonly IamUser[]>();
  private expected: ReadonlyMap<string, string> = new Map();
  private last: Promise<unknown> = Promise.resolve();

  constructor(readonly aws: LocalAws) {
    this.replicas = new Replicas(aws, this.users);
  }

  /** A change by people. Any other change of a user is detected. */
  async change(work: () => unknown): Promise<void> {
    await this.alone(async () => {
      this.checkUsers();
      try {
        await work();
      } finally {
        this.expected = this.described();
        this.look();
      }
    });
  }

  /** Work during which nobody else changes a user. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.last;
    const done = before.then(work);
    this.last = done.catch(() => undefined);
    return await done;
  }

  /** The product has deleted this user's login profile, and nothing else. */
  noteDeletion(user: IamUser): void {
    this.expected = new Map([...this.expected, [user.userId, described({ ...user, loginProfile: undefined })]]);
    this.checkUsers();
    this.look();
  }

  /** Records what is true now: a change of several steps is recorded at each. */
  look(): void {
    this.users.begin(this.aws.iam.users().map(copyOf), this.aws.clock.now());
  }

  /** @throws Error if anything but people and the product's deletions has changed a user */
  checkUsers(): void {
    const found = this.described();
    for (const id of new Set([...found.keys(), ...this.expected.keys()])) {
      const [is, ought] = [found.get(id), this.expected.get(id)];
      if (is !== ought) throw new Error(`somebody has changed user ${id}: it is ${is}, and ought to be ${ought}`);
    }
  }

  /**
   * The grounds to keep a user that existed all the time: each read may have seen another moment of that time. Without
   * any, the user could be considered inactive.
   */
  keptThroughout(id: string, { since, until, parameters }: Window): Ground[] {
    const [first = [], ...others] = this.users
      .during(since, until)
      .map(({ value, until: end }) => groundsOf(userIn(value, id), parameters, end));
    return first.filter((ground) => others.every((grounds) => grounds.includes(ground)));
  }

  /** Whether there was a moment with a ground to keep the user. */
  wasKept(id: string, { since, until, parameters }: Window): boolean {
    return this.users
      .during(since, until)
      .some(({ value, from }) => groundsOf(userIn(value, id), parameters, from).length > 0);
  }

  /** The users who existed and were inactive at each moment. */
  inactiveThroughout(window: Window): IamUser[] {
    return this.aws.iam.users().filter(({ userId }) => !this.wasKept(userId, window));
  }

  /** Whether the user's password has been created or reset, even if it is gone by now. */
  hasChanged(id: string, since: number): boolean {
    return this.statesOf(id, since).some(
      (user) => user?.loginProfile && user.loginProfile.passwordLastChanged >= Math.floor(since / 1000) * 1000,
    );
  }

  bore(id: string, userName: string, since: number): boolean {
    return this.statesOf(id, since).some((user) => user?.userName.toLowerCase() === userName.toLowerCase());
  }

  hadNoPassword(id: string, since: number): boolean {
    return this.statesOf(id, since).some((user) => !user?.loginProfile);
  }

  /** The user's names, one after the other, in lower case. */
  namesOf(id: string, since: number): string[] {
    const names = this.statesOf(id, since).flatMap((user) => user?.userName.toLowerCase() ?? []);
    return names.filter((name, index) => name !== names[index - 1]);
  }

  /** Whether the user's ARN, which contains the path, has changed; a deletion counts too. */
  hasMoved(id: string, since: number): boolean {
    return new Set(this.statesOf(id, since).map((user) => user?.arn)).size > 1;
  }

  userOf(id: string): IamUser | undefined {
    return userIn(this.aws.iam.users(), id);
  }

  private statesOf(id: string, since: number): (IamUser | undefined)[] {
    return this.users.during(since, Infinity).map(({ value }) => userIn(value, id));
  }

  private described(): ReadonlyMap<string, string> {
    return new Map(this.aws.iam.users().map((user) => [user.userId, described(user)]));
  }
}

function groundsOf(user: IamUser | undefined, parameters: OracleParameters, at: number): readonly Ground[] {
  return user ? groundsToKeep(user, parameters, at) : ['gone'];
}

function userIn(users: readonly IamUser[], id: string): IamUser | undefined {
  return users.find(({ userId }) => userId === id);
}

/** The user as it is now. */
export function copyOf(user: IamUser): IamUser {
  return { ...user, arn: user.arn };
}

function described({ userName, path, createDate, passwordLastUsed, accessKeys, tags, ...rest }: IamUser): string {
  const { loginProfile, mfaActive } = rest;
  return JSON.stringify({ userName, path, createDate, passwordLastUsed, accessKeys, tags, loginProfile, mfaActive });
}
