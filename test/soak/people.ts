import type { IamUser } from '../../sandbox/index';
import { DAY } from '../support/deployed-account';
import type { Soaked } from './call';
import type { Chance } from './chance';
import type { World } from './world';

/** Users who come and go every day; a comma in a name is a comma in the credential report. */
const NAMES = ['ann', 'bob', 'cy,di', 'dee', 'break-glass'] as const;
/** The day on which a whole department becomes inactive, or a 9 is typed for 90. */
const DEPARTMENT = Array.from({ length: 9 }, (_, index) => `staff-${index}`);

/** Enough users that Config takes their results in two calls. */
const COMPANY = Array.from({ length: 105 }, (_, index) => `company-${index}`);

/** A name that a user has or might have. */
export function anyName({ aws }: World, chance: Chance): string {
  return chance.onceIn(3)
    ? chance.pick(NAMES)
    : chance.pick([...aws.iam.users().map(({ userName }) => userName), 'ann']);
}

/** A morning: some users leave, and others appear who have been idle for less or more than any limit. */
export async function repopulate({ world, chance, tally }: Soaked): Promise<void> {
  const { iam } = world.aws;
  for (const { userName } of iam.users().slice()) {
    if (COMPANY.includes(userName) || chance.onceIn(2)) await world.change(() => leave(world, userName));
  }
  const crowd = chance.onceIn(10) ? (chance.onceIn(20) ? COMPANY : DEPARTMENT) : [];
  if (crowd.length > 0) tally.count(`fault: ${crowd.length} users more`);
  for (const userName of [...NAMES, ...crowd]) {
    if (!iam.find(userName) && !chance.onceIn(4)) await world.change(() => arrive(world, chance, userName));
  }
}

function arrive({ aws }: World, chance: Chance, userName: string): void {
  const now = aws.clock.now();
  const before = (most: number) => now - (1 + chance.below(most)) * DAY;
  aws.iam.seed({
    userName,
    path: pathOf(chance, aws.iam.users()),
    // Rarely two in one second, users and keys alike: the product tells them apart by it.
    createDate: now - 60 * DAY - chance.below(DAY),
    passwordLastUsed: chance.onceIn(3) ? undefined : before(40),
    loginProfile: chance.onceIn(8) ? undefined : passwordOf(chance, now),
    accessKeys: chance.onceIn(8) ? [{ createDate: now - 50 * DAY - chance.below(DAY), status: 'Inactive' }] : [],
    tags: chance.onceIn(10) ? [{ Key: 'Inactive-Iam-Users:Exempt', Value: '' }] : [],
  });
}

/** Long ago; rarely reset since, which only the credential report shows. */
function passwordOf(chance: Chance, now: number) {
  const createDate = now - 50 * DAY;
  return chance.onceIn(6) ? { createDate, passwordLastChanged: now - chance.below(20 * DAY) } : { createDate };
}

/** A path may contain what has a meaning in a credential report, even the beginning of another user's row. */
function pathOf(chance: Chance, others: readonly IamUser[]): string {
  const [victim] = chance.some(others, 3);
  const forged = victim && `/${victim.userName},${victim.arn},${isoOf(victim)},false,N/A,N/A,N/A,false/`;
  return chance.pick(['/', '/', '/', '/ops/', '/a,b/', '/"/', '/",true,"/', forged ?? '/ops/']);
}

function isoOf({ createDate }: IamUser): string {
  return new Date(createDate).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Deletes the user, with everything that prevents it. */
export async function leave(world: World, UserName: string): Promise<void> {
  await call(world, 'DeleteLoginProfile', { UserName }).catch(() => undefined);
  await deleteKeys(world, UserName);
  await call(world, 'DeleteUser', { UserName }).catch(() => undefined);
}

export async function deleteKeys(world: World, UserName: string): Promise<void> {
  for (const { accessKeyId } of (world.aws.iam.find(UserName)?.accessKeys ?? []).slice()) {
    await call(world, 'DeleteAccessKey', { UserName, AccessKeyId: accessKeyId });
  }
}

/** An administrator's call. */
export async function call(world: World, operation: string, input: object): Promise<object> {
  const { endpoint, operator } = world.aws;
  const answer = await endpoint.call(operator, 'iam', operation, input);
  world.look();
  return answer;
}
