import { DAY, HOUR, MINUTE } from '../support/deployed-account';
import type { Chance } from './chance';
import type { Tally } from './tally';
import type { World } from './world';

const NAMES = ['ann', 'bob', 'cy', 'dee', 'break-glass'] as const;

/** A morning: some users leave, and others are there who have been idle for longer or shorter than anybody asks. */
export async function repopulate(world: World, chance: Chance): Promise<void> {
  for (const userName of NAMES) {
    if (chance.onceIn(2)) await world.change(() => leave(world, userName));
    if (!world.aws.iam.find(userName) && !chance.onceIn(4)) await world.change(() => arrive(world, chance, userName));
  }
}

function arrive({ aws }: World, chance: Chance, userName: string): void {
  const now = aws.clock.now();
  const before = (most: number) => now - (1 + chance.below(most)) * DAY;
  aws.iam.seed({
    userName,
    // Never two in one second: names that such users swap deceive whoever joins a report by ARN and creation time.
    createDate: now - 60 * DAY - chance.below(DAY),
    passwordLastUsed: chance.onceIn(3) ? undefined : before(40),
    loginProfile: chance.onceIn(8) ? undefined : { createDate: now - 50 * DAY },
    accessKeys: chance.onceIn(8) ? [{ createDate: now - 50 * DAY, status: 'Inactive' }] : [],
    tags: chance.onceIn(10) ? [{ Key: 'Inactive-Iam-Users:Exempt', Value: '' }] : [],
  });
}

async function leave(world: World, UserName: string): Promise<void> {
  await call(world, 'DeleteLoginProfile', { UserName }).catch(() => undefined);
  await deleteKeys(world, UserName);
  await call(world, 'DeleteUser', { UserName }).catch(() => undefined);
}

async function deleteKeys(world: World, UserName: string): Promise<void> {
  for (const { accessKeyId } of (world.aws.iam.find(UserName)?.accessKeys ?? []).slice()) {
    await call(world, 'DeleteAccessKey', { UserName, AccessKeyId: accessKeyId });
  }
}

async function call({ aws }: World, operation: string, input: object): Promise<object> {
  return await aws.endpoint.call(aws.operator, 'iam', operation, input);
}

/** Something that people do to a user, by default to any; what IAM refuses does not happen. */
export async function happen(world: World, chance: Chance, name = ''): Promise<void> {
  const UserName = name || chance.pick(NAMES);
  const ask = (operation: string, input: object = {}) => call(world, operation, { UserName, ...input });
  await attempt(
    world,
    chance.pick([
      () => ask('CreateUser'),
      () => leave(world, UserName),
      async () => {
        await leave(world, UserName);
        await ask('CreateUser');
        await ask('CreateLoginProfile', { Password: 'Correct-Horse-1' });
      },
      () => swap(world, UserName, chance.pick(NAMES)),
      () => ask('UpdateUser', { NewUserName: chance.pick(NAMES) }),
      () => ask('CreateLoginProfile', { Password: 'Correct-Horse-1' }),
      () => ask('UpdateLoginProfile', { Password: 'Correct-Horse-2' }),
      () => ask('DeleteLoginProfile'),
      () => world.aws.iam.signIn(UserName),
      () => ask('CreateAccessKey'),
      () => deleteKeys(world, UserName),
      () => ask('TagUser', { Tags: [{ Key: 'INACTIVE-IAM-USERS:exempt', Value: 'x' }] }),
      () => ask('UntagUser', { TagKeys: ['inactive-iam-users:exempt'] }),
    ]),
  );
}

/** What the README says remains: it comes between the confirmation and the deletion. */
export async function happenInTheInstant(world: World, chance: Chance, UserName: string): Promise<void> {
  const others = world.aws.iam.users().filter(({ loginProfile, userName }) => loginProfile && userName !== UserName);
  await attempt(
    world,
    chance.pick([
      () => world.aws.iam.signIn(UserName),
      () => call(world, 'CreateAccessKey', { UserName }),
      () => swap(world, UserName, chance.pick(others).userName),
    ]),
  );
}

async function attempt(world: World, what: () => unknown): Promise<void> {
  await world.change(async () => {
    try {
      await what();
    } catch {
      // Refused: no such user, a name that is taken, a password changed a moment ago.
    }
  });
}

/** The name becomes another user's. */
async function swap(world: World, one: string, other: string): Promise<void> {
  await call(world, 'UpdateUser', { UserName: one, NewUserName: 'former' }).catch(() => undefined);
  await call(world, 'UpdateUser', { UserName: other, NewUserName: one });
  await call(world, 'UpdateUser', { UserName: 'former', NewUserName: other }).catch(() => undefined);
}

/** When something happens, in milliseconds from the day's evaluation. */
export interface Happening {
  readonly at: number;
  readonly happen: () => Promise<void>;
}

/**
 * What old knowledge is most easily misread by: a tool has had a report made, and within its life a password is reset or
 * a name changes hands; a password is reset just after the report; users change while their remediations wait.
 */
export function deceptions(world: World, chance: Chance, tally: Tally): Happening[] {
  const [one, other] = [chance.pick(NAMES), chance.pick(NAMES)];
  const reset = (UserName: string) =>
    attempt(world, () => call(world, 'UpdateLoginProfile', { UserName, Password: 'Correct-Horse-3' }));
  const otherTool = async () => {
    tally.count("fault: another tool's report");
    await attempt(world, () => call(world, 'GenerateCredentialReport', {}));
  };
  const reportBefore = 2 * HOUR + chance.below(HOUR);
  return chance.pick<Happening[]>([
    [
      { at: -reportBefore, happen: otherTool },
      { at: -chance.below(2 * HOUR), happen: () => reset(one) },
    ],
    [
      { at: -reportBefore, happen: otherTool },
      // Short before it: Config's inventory may not know of it yet.
      { at: -chance.below(HOUR / 12), happen: () => attempt(world, () => swap(world, one, other)) },
    ],
    // While the first of several is remediated: the report of the evaluation is young, and does not show it.
    NAMES.map((name) => ({ at: 5_000 + chance.below(MINUTE), happen: () => reset(name) })),
    [
      { at: -reportBefore, happen: otherTool },
      { at: chance.below(HOUR), happen: () => happen(world, chance) },
      { at: chance.below(HOUR), happen: () => attempt(world, () => swap(world, one, other)) },
    ],
  ]);
}
