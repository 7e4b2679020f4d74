import type { SandboxClock } from '../../core/clock';

/** What Config records of an IAM user. */
export interface InventoryUser {
  /** AIDA…: the resource's id. */
  readonly userId: string;
  readonly userName: string;
  readonly arn: string;
  /** A date, or milliseconds since the epoch. */
  readonly createDate: number | Date;
}

/** One state of a user; a user who is deleted has no later one. */
interface RecordedVersion {
  /** When the state began, in milliseconds since the epoch. Config knows it `lagMilliseconds` later. */
  readonly time: number;
  readonly user: Pick<InventoryUser, 'userId' | 'userName' | 'arn'>;
  readonly deleted: boolean;
}

/**
 * The IAM users as Config's recorder knows them.
 *
 * A new user's state begins at the creation date. Renames and deletions are seen when `observe` is called, which each
 * reading does too: if a lag is set, call it right after each change, or the lag counts from the next reading.
 */
export class Inventory {
  /** Whether the recorder records IAM users. (AWS's default recorder leaves them out.) */
  records = true;
  /** How long after a change Config learns of it. */
  lagMilliseconds = 0;
  private readonly versions = new Map<string, RecordedVersion[]>();

  constructor(
    private readonly users: () => readonly InventoryUser[],
    private readonly clock: SandboxClock,
  ) {}

  /** Compares the live users with the known ones, and records what has changed. */
  observe(): void {
    const now = this.clock.now();
    const alive = new Set<string>();
    for (const { userId, userName, arn, createDate } of this.users()) {
      alive.add(userId);
      // A copy: the live user may be changed in place.
      const user = { userId, userName, arn };
      const known = this.versions.get(userId);
      const last = known?.at(-1);
      if (!known) this.versions.set(userId, [{ time: Number(createDate), user, deleted: false }]);
      else if (last?.deleted || last?.user.arn !== arn) known.push({ time: now, user, deleted: false });
    }
    for (const [userId, known] of this.versions) {
      const last = known.at(-1);
      if (last && !last.deleted && !alive.has(userId)) known.push({ ...last, time: now, deleted: true });
    }
  }

  /** The last state of each user that Config knows of now; with `includeDeleted`, of the deleted users too. */
  discovered({ includeDeleted = false } = {}): RecordedVersion[] {
    this.observe();
    if (!this.records) return [];
    const latest = this.clock.now() - this.lagMilliseconds;
    return [...this.versions.values()].flatMap((known) => {
      const last = known.findLast(({ time }) => time <= latest);
      return last && (includeDeleted || !last.deleted) ? [last] : [];
    });
  }

  /** The last ARN that Config knows of each user, the deleted ones too, by unique id. */
  arns(): ReadonlyMap<string, string> {
    return new Map(this.discovered({ includeDeleted: true }).map(({ user: { userId, arn } }) => [userId, arn]));
  }
}
