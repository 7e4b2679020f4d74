import type { SandboxClock } from '../../core/clock';
import type { Tag } from '../../policy/caller';

/** What Config records of an IAM user. */
export interface InventoryUser {
  /** AIDA…: the resource's id. */
  readonly userId: string;
  readonly userName: string;
  readonly arn: string;
  /** A date, or milliseconds since the epoch. */
  readonly createDate: number | Date;
  readonly tags?: readonly Tag[];
}

/** One state of a user; `deleted` says that it is the last. */
export interface RecordedVersion {
  /** When the state began, in milliseconds since the epoch. Config knows it `lagMilliseconds` later. */
  readonly time: number;
  readonly user: InventoryUser;
  readonly deleted: boolean;
}

/**
 * The IAM users as Config's recorder knows them.
 *
 * A new user's state begins at its creation date. Renames, tags and deletions are seen when `observe` is called, which
 * each reading does too: where a lag is set, call it right after each change, or the lag counts from the next reading.
 */
export class Inventory {
  /** Whether the recorder records IAM users. (AWS's default recorder leaves them out.) */
  records = true;
  /** How long after a change Config knows of it. */
  lagMilliseconds = 0;
  private readonly versions = new Map<string, RecordedVersion[]>();

  constructor(
    private readonly users: () => readonly InventoryUser[],
    private readonly clock: SandboxClock,
  ) {}

  /** Compares the live users with what is known of them, and takes note of what has changed. */
  observe(): void {
    const now = this.clock.now();
    const alive = new Set<string>();
    for (const user of this.users()) {
      alive.add(user.userId);
      const known = this.versions.get(user.userId);
      if (!known) this.versions.set(user.userId, [version(timeOf(user.createDate), user)]);
      else if (differs(user, known.at(-1))) known.push(version(now, user));
    }
    for (const [userId, known] of this.versions) {
      const last = known.at(-1);
      if (last && !last.deleted && !alive.has(userId)) known.push({ ...last, time: now, deleted: true });
    }
  }

  /** The last state of each user that Config knows of now, under the name that it knows; the deleted ones where asked. */
  discovered({ includeDeleted = false } = {}): RecordedVersion[] {
    this.observe();
    if (!this.records) return [];
    const latest = this.latest();
    return [...this.versions.values()].flatMap((known) => {
      const last = known.findLast(({ time }) => time <= latest);
      return last && (includeDeleted || !last.deleted) ? [last] : [];
    });
  }

  /** The last ARN that Config knows of each user, the deleted ones too, by unique id. */
  arns(): ReadonlyMap<string, string> {
    return new Map(this.discovered({ includeDeleted: true }).map(({ user: { userId, arn } }) => [userId, arn]));
  }

  /** Every state of a user that Config knows of, the oldest first; empty for a user that it has not discovered. */
  history(userId: string): RecordedVersion[] {
    this.observe();
    if (!this.records) return [];
    const latest = this.latest();
    return (this.versions.get(userId) ?? []).filter(({ time }) => time <= latest);
  }

  /** The moment whose state Config knows now. */
  private latest(): number {
    return this.clock.now() - this.lagMilliseconds;
  }
}

export function timeOf(date: number | Date): number {
  return typeof date === 'number' ? date : date.getTime();
}

/** A copy: the live user may be changed in place. */
function version(time: number, { userId, userName, arn, createDate, tags = [] }: InventoryUser): RecordedVersion {
  const user = { userId, userName, arn, createDate, tags: tags.map((tag) => ({ ...tag })) };
  return { time, user, deleted: false };
}

function differs(user: InventoryUser, known: RecordedVersion | undefined): boolean {
  if (!known || known.deleted) return true;
  const { userName, arn, tags = [] } = known.user;
  return user.userName !== userName || user.arn !== arn || !sameTags(user.tags ?? [], tags);
}

function sameTags(some: readonly Tag[], others: readonly Tag[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ Key, Value }, index) => Key === others[index]?.Key && Value === others[index]?.Value)
  );
}
