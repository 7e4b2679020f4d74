import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Check } from '../../audit/checks/checks';
import { listUsers, readAccessKeys, readLoginProfile, readUserByName } from '../../rule/account/read-users';
import { MINUTE } from '../../rule/decision/dates';
import { DEFAULT_PARAMETERS } from '../../rule/decision/default-parameters';
import { OperationFailed, required } from '../../rule/decision/errors';
import type { UserFacts } from '../../rule/decision/user-facts';
import { checkOf } from './check-of';
import type { Context } from './context';
import { randomPassword } from './password';
import { unlessRefused } from './unless-refused';
import { type MadeUser, pathOf, USERS } from './users';
import { poll } from './poll';

/** IAM is eventually consistent. AWS: "Troubleshoot IAM", IAM User Guide, "Changes that I make are not always visible". */
const CONSISTENT_WITHIN = { every: 5_000, within: 2 * MINUTE };
/** AWS does not document how long IAM refuses to change a new password. */
const MODIFIABLE_WITHIN = { every: MINUTE / 4, within: 15 * MINUTE };

export const MADE_USERS: readonly MadeUser[] = Object.values(USERS);

/** What a made user has now. */
export interface MadeUserState {
  /** When its password was created; undefined if it has none. */
  readonly passwordCreated: Date | undefined;
  readonly accessKeys: number;
  readonly tagged: boolean;
}

/** Whether the run makes this user: the name and the path are those of a made user. */
export function isMade({ name, path }: Pick<UserFacts, 'name' | 'path'>): boolean {
  return MADE_USERS.some((user) => user.name === name && pathOf(user) === path);
}

/** The ids of the made users that are there, by name. */
export async function readIds(iam: IAMClient): Promise<ReadonlyMap<string, string>> {
  const made = [...(await listUsers(iam)).values()].filter(isMade);
  return new Map(made.map(({ id, name }) => [name, id]));
}

/** The user's id. @throws OperationFailed if the user is gone */
export async function requireId({ iam }: Pick<Context, 'iam'>, { name }: MadeUser): Promise<string> {
  return required((await readIds(iam)).get(name), `the user ${name}`);
}

/** The ids of these users, by name. @throws OperationFailed if one is gone */
export async function requireIds(
  { iam }: Pick<Context, 'iam'>,
  ...users: readonly MadeUser[]
): Promise<ReadonlyMap<string, string>> {
  const ids = await readIds(iam);
  return new Map(users.map(({ name }) => [name, required(ids.get(name), `the user ${name}`)]));
}

/** What the made users have, by name. */
export async function readMadeUsers(iam: IAMClient): Promise<ReadonlyMap<string, MadeUserState>> {
  const states = new Map<string, MadeUserState>();
  for (const name of (await readIds(iam)).keys()) {
    const profile = await readLoginProfile(iam, name);
    const keys = await readAccessKeys(iam, name);
    const user = await readUserByName(iam, name);
    states.set(name, {
      passwordCreated: profile === 'none' ? undefined : profile.created,
      accessKeys: keys?.length ?? 0,
      tagged: user?.tags.some(({ Key: key }) => key === DEFAULT_PARAMETERS.exemptTagKey) ?? false,
    });
  }
  return states;
}

/** Makes the users with what they have, and waits until IAM lists them. What is there already stays. */
export async function makeUsers(context: Pick<Context, 'iam' | 'time'>): Promise<void> {
  for (const user of MADE_USERS) await makeUser(context, user);
  let missing: string[] = [];
  await poll(context.time, CONSISTENT_WITHIN, async () => {
    const ids = await readIds(context.iam);
    missing = MADE_USERS.map(({ name }) => name).filter((name) => !ids.has(name));
    return missing.length === 0 || undefined;
  });
  if (missing.length > 0) throw new OperationFailed(`IAM does not list the new users ${missing.join(', ')} yet`);
}

async function makeUser(context: Pick<Context, 'iam' | 'time'>, user: MadeUser): Promise<void> {
  const { iam } = context;
  const { name, has } = user;
  const Tags = has.exemptTag ? [{ Key: DEFAULT_PARAMETERS.exemptTagKey, Value: 'acceptance' }] : [];
  await unlessRefused('EntityAlreadyExistsException', () =>
    iam.send(new CreateUserCommand({ UserName: name, Path: pathOf(user), Tags })),
  );
  if (has.password) {
    const Password = randomPassword();
    const create = () => iam.send(new CreateLoginProfileCommand({ UserName: name, Password }));
    await patiently(context, 'NoSuchEntityException', CONSISTENT_WITHIN, () =>
      unlessRefused('EntityAlreadyExistsException', create),
    );
  }
  if (has.accessKey) {
    await patiently(context, 'NoSuchEntityException', CONSISTENT_WITHIN, async () => {
      // IAM may not know the user everywhere yet: then this is refused, and done again.
      if (!(await readAccessKeys(iam, name))?.length) await iam.send(new CreateAccessKeyCommand({ UserName: name }));
    });
  }
}

/** Nobody has lost the password that `begin` made. */
export async function checkPasswords({ iam }: Pick<Context, 'iam'>): Promise<Check> {
  const users = await readMadeUsers(iam);
  const lost = MADE_USERS.filter(({ name, has }) => has.password && !users.get(name)?.passwordCreated);
  return checkOf(
    'Each user who was given a password still has it',
    lost.map(({ name }) => `${name} has none`),
  );
}

/** Deletes the made users, with password and access keys; tags go with the user. @returns their names */
export async function deleteMadeUsers(context: Pick<Context, 'iam' | 'time'>): Promise<string[]> {
  const { iam } = context;
  const names = [...(await readIds(iam)).keys()];
  for (const name of names) {
    const user = { UserName: name };
    await patiently(context, 'EntityTemporarilyUnmodifiableException', MODIFIABLE_WITHIN, () =>
      unlessRefused('NoSuchEntityException', () => iam.send(new DeleteLoginProfileCommand(user))),
    );
    for (const { AccessKeyId } of (await readAccessKeys(iam, name)) ?? []) {
      await iam.send(new DeleteAccessKeyCommand({ ...user, AccessKeyId }));
    }
    // IAM may not know everywhere yet that the password and the keys are gone.
    await patiently(context, 'DeleteConflictException', CONSISTENT_WITHIN, () =>
      unlessRefused('NoSuchEntityException', () => iam.send(new DeleteUserCommand(user))),
    );
  }
  return names;
}

/** Does it again while IAM answers with an error of this name. @throws OperationFailed if that goes on too long */
async function patiently(
  { time }: Pick<Context, 'time'>,
  name: string,
  patience: { readonly every: number; readonly within: number },
  act: () => Promise<unknown>,
): Promise<void> {
  const done = await poll(time, patience, () =>
    unlessRefused(name, async () => {
      await act();
      return true;
    }),
  );
  if (!done) throw new OperationFailed(`IAM has answered ${name} for ${patience.within / MINUTE} minutes`);
}
