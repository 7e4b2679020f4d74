import type { IamUser } from '../index';

/** One thing of one user that is not as it was; a whole user who is new or gone has the name `user`. */
export interface Change {
  readonly userName: string;
  readonly userId: string;
  /** As the local IAM names it, e.g. `loginProfile`. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything that IAM holds of each user, by the unique id, as it was at one moment. */
export type IamState = ReadonlyMap<string, Readonly<Record<string, unknown>> & { readonly userName: string }>;

export function stateOf(users: readonly IamUser[]): IamState {
  // All members, whatever they are called: one that is new is compared too.
  return new Map(users.map((user) => [user.userId, structuredClone({ ...user, arn: user.arn })]));
}

/** Whatever differs between two states, by user. */
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

/** Whether this is all that the product may do: a login profile that is gone. */
export function isDeletedPassword({ what, before, after }: Change): boolean {
  return what === 'loginProfile' && before !== null && after === null;
}
