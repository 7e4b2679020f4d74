import {
  type AccessKeyMetadata,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAccessKeys,
  paginateListUsers,
  type Tag,
  type User,
} from '@aws-sdk/client-iam';
import { answered, isNamed } from '../decision/errors';
import type { LoginProfileFacts, UserFacts, UsersById } from '../decision/user-facts';

/**
 * Every user of the account, 1,000 a page, with the live PasswordLastUsed; without tags, which ListUsers does not show.
 * Who is renamed meanwhile may be on two pages: the later one counts.
 */
export async function listUsers(iam: IAMClient): Promise<UsersById> {
  const users = new Map<string, UserFacts>();
  for await (const page of paginateListUsers({ client: iam, pageSize: 1000 }, {})) {
    for (const user of answered(page.Users, 'Users').map(factsOf)) users.set(user.id, user);
    refuseLostMarker(page);
  }
  return users;
}

/** @returns the user who bears this name now, with tags; undefined if nobody does */
export async function readUserByName(
  iam: IAMClient,
  name: string,
): Promise<(UserFacts & { tags: readonly Tag[] }) | undefined> {
  return await unlessMissing(async () => {
    const { User: user } = await iam.send(new GetUserCommand({ UserName: name }));
    return { ...factsOf(user ?? {}), tags: user?.Tags ?? [] };
  });
}

/** @returns the access keys of the user who bears this name now, whatever their status; undefined if nobody does */
export async function readAccessKeys(iam: IAMClient, name: string): Promise<AccessKeyMetadata[] | undefined> {
  return await unlessMissing(async () => {
    const keys: AccessKeyMetadata[] = [];
    for await (const page of paginateListAccessKeys({ client: iam }, { UserName: name })) {
      keys.push(...answered(page.AccessKeyMetadata, 'AccessKeyMetadata'));
      refuseLostMarker(page);
    }
    return keys;
  });
}

/** @returns the console password of the user who bears this name now; `none` if there is no such user either */
export async function readLoginProfile(iam: IAMClient, name: string): Promise<LoginProfileFacts | 'none'> {
  const profile = await unlessMissing(async () => {
    const { LoginProfile: found } = await iam.send(new GetLoginProfileCommand({ UserName: name }));
    return { created: answered(found?.CreateDate, 'CreateDate of the login profile') };
  });
  return profile ?? 'none';
}

function factsOf(user: Partial<User>): UserFacts {
  return {
    id: answered(user.UserId, 'UserId'),
    name: answered(user.UserName, 'UserName'),
    path: answered(user.Path, 'Path'),
    arn: answered(user.Arn, 'Arn'),
    created: answered(user.CreateDate, 'CreateDate'),
    passwordLastUsed:
      user.PasswordLastUsed === undefined ? 'never' : answered(user.PasswordLastUsed, 'a date in PasswordLastUsed'),
  };
}

/** A page that says there is more, but not where, would end the list too early. */
function refuseLostMarker({
  IsTruncated: isTruncated,
  Marker: marker,
}: {
  IsTruncated?: boolean;
  Marker?: string;
}): void {
  if (isTruncated === true) answered(marker || undefined, 'Marker of a list that goes on');
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return undefined;
    throw error;
  }
}
