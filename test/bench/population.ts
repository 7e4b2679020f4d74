import type { LocalAws, SeedUser } from '../../sandbox/index';
import { DAY } from '../support/deployed-account';

/** How many of each hundred users are of which kind. The rest have signed in recently. */
export interface Population {
  /** What the report and the picture call it. */
  readonly name: string;
  readonly withoutPassword: number;
  readonly inactive: number;
  /** Within their notice of 14 days. */
  readonly nearing: number;
  /** Idle as long as the inactive, with a password and with access keys. */
  readonly idleWithKeys: number;
}

/** Most users have no password: people use single sign-on, and the other users are for API access. */
const WITHOUT_PASSWORD = 80;

/** No idle user has keys, and none is about to become inactive: the list and the report settle all others. */
export const FEW: Population = {
  name: 'few idle',
  withoutPassword: WITHOUT_PASSWORD,
  inactive: 1,
  nearing: 0,
  idleWithKeys: 0,
};
export const MANY: Population = { ...FEW, name: 'many idle', inactive: 10 };
/** The same, with users who cost calls but are no finding: a tenth idle with keys, a twentieth within their notice. */
export const MIXED: Population = { ...FEW, name: 'as accounts are', nearing: 5, idleWithKeys: 10 };

/** Many users of the same account are inactive at once, e.g. because nobody has ever removed a password. */
export const MIXED_MANY: Population = {
  ...MIXED,
  name: 'as accounts are, 6 % inactive',
  withoutPassword: 75,
  inactive: 6,
};

/** The populations whose evaluations are measured. */
export const POPULATIONS: readonly Population[] = [FEW, MANY, MIXED];

/** e.g. `1 % inactive, 10 % idle with access keys` */
export function sharesOf({ inactive, nearing, idleWithKeys }: Population): string {
  return [
    `${inactive} % inactive`,
    ...(idleWithKeys > 0 ? [`${idleWithKeys} % idle with access keys`] : []),
    ...(nearing > 0 ? [`${nearing} % within their notice`] : []),
  ].join(', ');
}

/** The rule's defaults, which the bench leaves as they are. */
export const IDLE = 90 * DAY;
export const NOTICE = 14 * DAY;

type Kind = 'no password' | 'inactive' | 'nearing' | 'idle with keys' | 'active';

/** `count` users of a population at `now` (ms since the epoch). */
export function usersOf(population: Population, users: number, now: number): SeedUser[] {
  return Array.from({ length: users }, (_, index) => {
    const place = index % 100;
    const kind = kindOf(population, place);
    const createDate = now - 1000 * DAY - index * 1000;
    const keys = {
      accessKeys: [{ createDate, status: place % 4 === 0 ? ('Inactive' as const) : ('Active' as const) }],
    };
    return {
      userName: `user-${index}`,
      createDate,
      ...(kind !== 'no password' && {
        loginProfile: { createDate },
        passwordLastUsed: now - idleDays(kind, index) * DAY,
      }),
      ...((kind === 'idle with keys' || (['no password', 'active'].includes(kind) && place % 2 === 0)) && keys),
    };
  });
}

function kindOf({ withoutPassword, inactive, nearing, idleWithKeys }: Population, place: number): Kind {
  const kinds: [number, Kind][] = [
    [withoutPassword, 'no password'],
    [inactive, 'inactive'],
    [nearing, 'nearing'],
    [idleWithKeys, 'idle with keys'],
  ];
  let end = 0;
  for (const [share, kind] of kinds) {
    end += share;
    if (place < end) return kind;
  }
  return 'active';
}

/** Days since the last sign-in, spread over the range of the kind. */
function idleDays(kind: Kind, index: number): number {
  if (kind === 'active') return 1 + (index % 75);
  return kind === 'nearing' ? 77 + (index % 13) : 91 + (index % 300);
}

/** A day's changes: one user in a hundred comes, goes, gets a key, loses a password or signs in again. */
export async function changeOneInAHundred(aws: LocalAws): Promise<void> {
  const call = (operation: string, input: object) => aws.endpoint.call(aws.operator, 'iam', operation, input);
  const users = aws.iam.users().slice();
  const bare = users.filter(({ loginProfile, accessKeys }) => !loginProfile && accessKeys.length === 0);
  const recent = users.filter(
    ({ loginProfile, passwordLastUsed = 0, accessKeys }) =>
      loginProfile && accessKeys.length === 0 && aws.clock.now() - passwordLastUsed < IDLE - NOTICE,
  );
  const idle = users.filter(
    ({ loginProfile, passwordLastUsed = 0 }) => loginProfile && aws.clock.now() - passwordLastUsed > IDLE,
  );
  for (let number = 0; number < users.length / 100; number += 1) {
    const nameOf = (some: typeof users) => ({ UserName: some[number]?.userName });
    switch (number % 5) {
      case 0:
        await call('DeleteUser', nameOf(bare));
        break;
      case 1:
        await call('CreateUser', { UserName: `new-${number}` });
        break;
      case 2:
        await call('CreateAccessKey', nameOf(recent));
        break;
      case 3:
        await call('DeleteLoginProfile', nameOf(recent));
        break;
      case 4:
        aws.iam.signIn(idle[number % idle.length]?.userName ?? '');
        break;
    }
  }
}
