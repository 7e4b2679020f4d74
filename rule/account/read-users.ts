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
import { isNamed, required } from '../decision/errors';
import type { LoginProfileFacts, UserFacts, UsersById } from '../decision/user-facts';

/**
 * Every user of the account, 1,000 a page, with the live PasswordLastUsed but without tags, which ListUsers does not
 * return. A user who is renamed during the listing may be on two pages: the later one counts.
 */
export async function listUsers(iam: IAMClient): Promise<UsersById> {
  const users = new Map<string, UserFacts>();
  for await (const page of paginateListUsers({ client: iam, pageSize: 1000 }, {})) {
    for (const user of required(page.Users, 'Users').map(factsOf)) users.set(user.id, user);
    refuseLostMarker(page);
  }
  return users;
}

/** @returns the user who has this name now, with tags; undefined if nobody has it */
export async function readUserByName(
  iam: IAMClient,
  name: string,
): Promise<(UserFacts & { tags: readonly Tag[] }) | undefined> {
  return await unlessMissing(async () => {
    const { User: user } = await iam.send(new GetUserCommand({ UserName: name }));
    return { ...factsOf(user ?? {}), tags: user?.Tags ?? [] };
  });
}

/** @returns access keys of any status of the user who has this name now; undefined if nobody has it */
export async function readAccessKeys(iam: IAMClient, name: string): Promise<AccessKeyMetadata[] | undefined> {
  return await unlessMissing(async () => {
    const keys: AccessKeyMetadata[] = [];
    for await (const page of paginateListAccessKeys({ client: iam }, { UserName: name })) {
      keys.push(...required(page.AccessKeyMetadata, 'AccessKeyMetadata'));
      refuseLostMarker(page);
    }
    return keys;
  });
}

/** @returns the login profile of the user who has this name now; `none` also if nobody has it */
export async function readLoginProfile(iam: IAMClient, name: string): Promise<LoginProfileFacts | 'none'> {
  const profile = await unlessMissing(async () => {
    const { LoginProfile: found } = await iam.send(new GetLoginProfileCommand({ UserName: name }));
    return { created: required(found?.CreateDate, 'CreateDate of the login profile') };
  });
  return profile ?? 'none';
}

function factsOf(user: Partial<User>): UserFacts {
  return {
    id: required(user.UserId, 'UserId'),
    name: required(user.UserName, 'UserName'),
    path: required(user.Path, 'Path'),
    arn: required(user.Arn, 'Arn'),
    created: required(user.CreateDate, 'CreateDate'),
    passwordLastUsed:
      user.PasswordLastUsed === undefined ? 'never' : required(user.PasswordLastUsed, 'a date in PasswordLastUsed'),
  };
}

/** A truncated page without a marker would end the list too early. */
function refuseLostMarker({
  IsTruncated: isTruncated,
  Marker: marker,
}: {
  IsTruncated?: boolean;
  Marker?: string;
}): void {
  if (isTruncated === true) required(marker || undefined, 'Marker of a list that goes on');
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return undefined;
    throw error;
  }
}
