import type { IamUser } from '../index';

/** One change to one user. If the user is new or gone, `what` is `user`. */
export interface Change {
  readonly userName: string;
  readonly userId: string;
  /** The local IAM's name for it, e.g. `loginProfile`. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything that IAM knows about each user at one moment, by unique id. */
type IamState = ReadonlyMap<string, Readonly<Record<string, unknown>> & { readonly userName: string }>;

export function stateOf(users: readonly IamUser[]): IamState {
  // Every member, whatever its name: a new one is compared too.
  return new Map(users.map((user) => [user.userId, structuredClone({ ...user, arn: user.arn })]));
}

export function changesBetween(before: IamState, after: IamState): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((userId) => {
    const [old, current] = [before.get(userId), after.get(userId)];
    const userName = old?.userName ?? current?.userName ?? userId;
    if (!old || !current) return [{ userName, userId, what: 'user', before: old ?? null, after: current ?? null }];
    return [...new Set([...Object.keys(old), ...Object.keys(current)])]
      .filter((what) => JSON.stringify(old[what]) !== JSON.stringify(current[what]))
      .map((what) => ({ userName, userId, what, before: old[what] ?? null, after: current[what] ?? null }));
  });
}

/** The only change that the product may make. */
export function isDeletedPassword({ what, before, after }: Change): boolean {
  return what === 'loginProfile' && before !== null && after === null;
}
