import { HOUR, MINUTE } from '../support/deployed-account';
import type { Soaked } from './call';
import type { Chance } from './chance';
import { anyName, call, deleteKeys, leave } from './people';
import type { World } from './world';

/** Something that people do to a user, by default to any; what IAM refuses does not happen. */
export async function happen(world: World, chance: Chance, name = ''): Promise<void> {
  const UserName = name || anyName(world, chance);
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
      () => swap(world, UserName, anyName(world, chance)),
      () => ask('UpdateUser', { NewUserName: anyName(world, chance) }),
      () => ask('UpdateUser', { NewUserName: `new-${chance.below(100)}` }),
      () => ask('UpdateUser', { NewPath: chance.pick(['/', '/ops/', '/a,b/']) }),
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

/** The risk that the README leaves: a change between the confirmation and the deletion. */
export async function happenInTheInstant(world: World, chance: Chance, UserName: string): Promise<void> {
  const others = world.aws.iam.users().filter(({ loginProfile, userName }) => loginProfile && userName !== UserName);
  await attempt(
    world,
    chance.pick([
      () => world.aws.iam.signIn(UserName),
      () => call(world, 'CreateAccessKey', { UserName }),
      () => call(world, 'DeleteLoginProfile', { UserName }),
      () => call(world, 'UpdateUser', { UserName, NewUserName: `new-${chance.below(100)}` }),
      () => swap(world, UserName, chance.pick(others).userName),
    ]),
  );
}

/** The name passes to another user, or to nobody, just as it is read. */
export async function changeHands(world: World, chance: Chance, UserName: string): Promise<void> {
  const others = world.aws.iam.users().filter(({ userName }) => userName !== UserName);
  await attempt(
    world,
    chance.pick([
      () => call(world, 'UpdateUser', { UserName, NewUserName: `new-${chance.below(100)}` }),
      () => swap(world, UserName, chance.pick(others).userName),
      () => swap(world, chance.pick(others).userName, UserName),
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

/** The name passes to another user. */
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
 * The situations in which outdated knowledge is most misleading: a tool had a report made, and while that is valid a
 * password is reset or a name changes hands; a password is reset just after it; users change while remediations wait.
 */
export function deceptions({ world, chance, tally }: Soaked): Happening[] {
  const [one, other] = [anyName(world, chance), anyName(world, chance)];
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
      // Shortly before it: Config's inventory may not know of it yet.
      { at: -chance.below(HOUR / 12), happen: () => attempt(world, () => swap(world, one, other)) },
    ],
    // While the first of several is remediated: the evaluation's report is recent, and does not show it.
    world.aws.iam.users().map(({ userName }) => ({ at: 5_000 + chance.below(MINUTE), happen: () => reset(userName) })),
    [
      { at: -reportBefore, happen: otherTool },
      { at: chance.below(HOUR), happen: () => happen(world, chance) },
      { at: chance.below(HOUR), happen: () => attempt(world, () => swap(world, one, other)) },
    ],
  ]);
}
