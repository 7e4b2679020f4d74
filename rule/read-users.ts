import {
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAccessKeys,
  paginateListUsers,
  type User,
} from '@aws-sdk/client-iam';
import { EvaluationFailed, isNamed } from './errors';
import type { UserFacts } from './user-facts';

/** Every user of the account, 1,000 a page, with the live PasswordLastUsed; without tags, which ListUsers does not show. */
export async function listUsers(iam: IAMClient): Promise<UserFacts[]> {
  const users: UserFacts[] = [];
  for await (const page of paginateListUsers({ client: iam, pageSize: 1000 }, {})) {
    for (const user of known(page.Users, 'Users')) users.push(factsOf(user));
  }
  return users;
}

interface Reader {
  readonly isDone: (facts: UserFacts) => boolean;
  /** The facts with what one live read shows, or `gone` where no such user is there any more. */
  readonly read: (iam: IAMClient, facts: UserFacts) => Promise<UserFacts | 'gone'>;
}

/** Cheapest proof first: a key settles it without asking for a password. */
const READERS: readonly Reader[] = [
  { isDone: ({ accessKeys }) => accessKeys !== undefined, read: readAccessKeys },
  { isDone: ({ loginProfile }) => loginProfile !== undefined, read: readLoginProfile },
];

/**
 * Reads what is not known of a user yet, until `isEnough` or until all has been read; and last the user itself: only if
 * the name is still this user's was all of it theirs. (A rename between two calls looks like "no password" else.)
 *
 * @returns `gone` where the user has been deleted, or the name has become another user's
 * @throws EvaluationFailed, naming the user, where IAM does not answer: such a user is no verdict
 */
export async function readUntil(
  iam: IAMClient,
  facts: UserFacts,
  isEnough: (facts: UserFacts) => boolean,
): Promise<UserFacts | 'gone'> {
  let latest = facts;
  for (const { isDone, read } of READERS) {
    if (isEnough(latest)) break;
    if (isDone(latest)) continue;
    const next = await reading(facts, read(iam, latest));
    if (next === 'gone') return 'gone';
    latest = next;
  }
  return latest.tags ? latest : await reading(facts, readUser(iam, latest));
}

/** @returns the user who bears this name now, with tags, or `gone` where nobody does */
export async function readUserByName(iam: IAMClient, name: string): Promise<UserFacts | 'gone'> {
  return await orGone(async () => {
    const { User: user } = await iam.send(new GetUserCommand({ UserName: name }));
    return { ...factsOf(user ?? {}), tags: user?.Tags ?? [] };
  });
}

async function readAccessKeys(iam: IAMClient, facts: UserFacts): Promise<UserFacts | 'gone'> {
  return await orGone(async () => {
    // A page may be empty and still not the last.
    for await (const page of paginateListAccessKeys({ client: iam }, { UserName: facts.name })) {
      if (known(page.AccessKeyMetadata, 'AccessKeyMetadata').length > 0) return { ...facts, accessKeys: 'some' };
    }
    return { ...facts, accessKeys: 'none' };
  });
}

async function readLoginProfile(iam: IAMClient, facts: UserFacts): Promise<UserFacts> {
  try {
    const { LoginProfile: profile } = await iam.send(new GetLoginProfileCommand({ UserName: facts.name }));
    return { ...facts, loginProfile: { created: known(profile?.CreateDate, 'CreateDate of the login profile') } };
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return { ...facts, loginProfile: 'none' };
    throw error;
  }
}

async function readUser(iam: IAMClient, facts: UserFacts): Promise<UserFacts | 'gone'> {
  const user = await readUserByName(iam, facts.name);
  return user === 'gone' || user.id !== facts.id ? 'gone' : { ...facts, ...user };
}

function factsOf(user: Partial<User>): UserFacts {
  return {
    id: known(user.UserId, 'UserId'),
    name: known(user.UserName, 'UserName'),
    path: known(user.Path, 'Path'),
    arn: known(user.Arn, 'Arn'),
    created: known(user.CreateDate, 'CreateDate'),
    passwordLastUsed: user.PasswordLastUsed ?? 'never',
  };
}

/** An answer without what AWS always sends, or with a date that is none, is not understood: it must decide nothing. */
function known<T>(value: T | undefined, member: string): T {
  if (value === undefined || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw new EvaluationFailed(`IAM answered without ${member}`);
  }
  return value;
}

async function orGone(read: () => Promise<UserFacts>): Promise<UserFacts | 'gone'> {
  try {
    return await read();
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return 'gone';
    throw error;
  }
}

async function reading<T>({ name, id }: UserFacts, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new EvaluationFailed(`user ${name} (${id}) could not be read`, error);
  }
}
