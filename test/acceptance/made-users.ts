import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { listUsers, readAccessKeys, readLoginProfile, readUserByName } from '../../rule/account/read-users';
import { MINUTE } from '../../rule/decision/dates';
import { DEFAULT_PARAMETERS } from '../../rule/decision/default-parameters';
import { OperationFailed, required } from '../../rule/decision/errors';
import { type Context, USER_PATH } from './context';
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

/** The ids of the users below our path, by name. */
export async function readIds(iam: IAMClient): Promise<ReadonlyMap<string, string>> {
  const below = [...(await listUsers(iam)).values()].filter(({ path }) => path.startsWith(USER_PATH));
  return new Map(below.map(({ id, name }) => [name, id]));
}

/** The ids of these users. @throws OperationFailed if one is gone */
export async function requireIds(
  { iam }: Pick<Context, 'iam'>,
  ...users: readonly MadeUser[]
): Promise<ReadonlyMap<string, string>> {
  const ids = await readIds(iam);
  return new Map(users.map(({ name }) => [name, required(ids.get(name), `the user ${name}`)]));
}

/** What the users below our path have, by name. */
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

/** Makes the user with what it has. What is there already stays. */
export async function makeUser(context: Pick<Context, 'iam' | 'time'>, user: MadeUser): Promise<void> {
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
      if ((await readAccessKeys(iam, name))?.length === 0)
        await iam.send(new CreateAccessKeyCommand({ UserName: name }));
    });
  }
}

/** Deletes every user below our path, with password and access keys; tags go with the user. @returns their names */
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
    await unlessRefused('NoSuchEntityException', () => iam.send(new DeleteUserCommand(user)));
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
