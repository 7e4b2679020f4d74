import { AwsError } from '../../core/aws-error';
import { Fields } from '../../core/fields';
import type { Tag } from '../../policy/caller';
import { KEYS_PER_USER } from './access-keys';
import type { IamContext } from './context';
import { LONGEST_NEW_NAME, optionalPath, userName } from './names';
import { checkTags, readTags } from './tags';
import { type KeyStatus, User, wholeSeconds } from './user';

/** A user with a past. Times in ms since the epoch. A member that is absent has IAM's default. */
export interface SeedUser {
  readonly userName: string;
  readonly path?: string;
  /** AIDA…; by default a new one. */
  readonly userId?: string;
  readonly createDate: number;
  readonly passwordLastUsed?: number;
  /** `passwordLastChanged` is by default the password's own date. */
  readonly loginProfile?: { readonly createDate: number; readonly passwordLastChanged?: number };
  readonly accessKeys?: readonly { readonly createDate: number; readonly status?: KeyStatus }[];
  readonly tags?: readonly Tag[];
  readonly mfaActive?: boolean;
}

/** Adds a user with a past to the account. @throws Error, with the reason, for a user that cannot exist in IAM */
export function seedUser(context: IamContext, seed: SeedUser): User {
  try {
    checkTimes(seed, context.clock.now());
    const user = userOf(context, seed);
    context.users.add(user);
    return user;
  } catch (error) {
    if (!(error instanceof AwsError) && !(error instanceof Impossible)) throw error;
    throw new Error(`the user ${JSON.stringify(seed.userName)} cannot be: ${error.message}`, { cause: error });
  }
}

function userOf({ account, ids, users }: IamContext, seed: SeedUser): User {
  const input = Fields.of('iam', { UserName: seed.userName, Path: seed.path, Tags: seed.tags });
  const name = userName(input, 'UserName', LONGEST_NEW_NAME);
  const userId = seed.userId ?? ids.next('AIDA');
  if (!/^AIDA[A-Z0-9]{12,124}$/.test(userId))
    throw new Impossible(`${userId} is no user's id: AIDA and 12 to 124 A-Z, 0-9`);
  if (seed.userId !== undefined && users.hasId(userId)) throw new Impossible(`another user has the id ${userId}`);
  const keys = seed.accessKeys ?? [];
  if (keys.length > KEYS_PER_USER)
    throw new Impossible(`${keys.length} access keys; a user has at most ${KEYS_PER_USER}`);

  const user = new User(account, optionalPath(input, 'Path') ?? '/', name, userId, wholeSeconds(seed.createDate));
  user.tags = readTags(input);
  checkTags(user.tags);
  user.mfaActive = seed.mfaActive ?? false;
  user.passwordLastUsed = seed.passwordLastUsed === undefined ? undefined : wholeSeconds(seed.passwordLastUsed);
  user.loginProfile = seed.loginProfile && {
    createDate: wholeSeconds(seed.loginProfile.createDate),
    passwordLastChanged: wholeSeconds(seed.loginProfile.passwordLastChanged ?? seed.loginProfile.createDate),
    passwordResetRequired: false,
  };
  user.accessKeys = keys.map(({ createDate, status = 'Active' }) => ({
    accessKeyId: ids.next('AKIA'),
    status,
    createDate: wholeSeconds(createDate),
  }));
  return user;
}

/** Nothing can have happened to a user before the user was created, or in the future. */
function checkTimes(seed: SeedUser, now: number): void {
  const made = { what: 'the user', time: seed.createDate };
  const password = seed.loginProfile && { what: 'the password', time: seed.loginProfile.createDate };
  checkTime(made, { what: 'the epoch', time: 0 }, now);
  checkTime({ what: 'the last sign-in', time: seed.passwordLastUsed }, made, now);
  if (password) checkTime(password, made, now);
  if (password)
    checkTime({ what: "the password's change", time: seed.loginProfile.passwordLastChanged }, password, now);
  for (const key of seed.accessKeys ?? []) checkTime({ what: 'an access key', time: key.createDate }, made, now);
}

interface Moment {
  readonly what: string;
  readonly time: number | undefined;
}

function checkTime({ what, time }: Moment, earliest: Moment & { readonly time: number }, now: number): void {
  if (time === undefined) return;
  if (!Number.isFinite(time)) throw new Impossible(`${what} has no date: ${time}`);
  if (time < earliest.time)
    throw new Impossible(`${what} (${iso(time)}) is older than ${earliest.what} (${iso(earliest.time)})`);
  if (time > now) throw new Impossible(`${what} (${iso(time)}) is in the future: it is ${iso(now)}`);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

class Impossible extends Error {}
