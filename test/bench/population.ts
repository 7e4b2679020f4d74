import type { SeedUser } from '../../sandbox/iam/seed';
import type { LocalAws } from '../../sandbox/local-aws';
import { DAY } from '../support/deployed-account';

/** Of a hundred users, how many have no password: most have moved to single sign-on, or are used for API access. */
const WITHOUT_PASSWORD = 80;

/** An account of so many users at `now` (ms since the epoch), of whom so many in a hundred are inactive. */
export function population(users: number, inactivePercent: number, now: number): SeedUser[] {
  return Array.from({ length: users }, (_, index) => {
    const place = index % 100;
    const kind = place < WITHOUT_PASSWORD ? 'no password' : place < 100 - inactivePercent ? 'active' : 'inactive';
    const created = now - 1000 * DAY - index * 1000;
    return {
      userName: `user-${index}`,
      createDate: created,
      ...(kind !== 'no password' && {
        loginProfile: { createDate: created },
        passwordLastUsed: now - (kind === 'active' ? (place % 60) + 1 : 91 + (place % 300)) * DAY,
      }),
      ...(kind !== 'inactive' && place % 2 === 0 && { accessKeys: [{ createDate: created }] }),
    };
  });
}

/** A day's work: one user in a hundred comes, goes, gets a key, loses a password or signs in again. */
export async function changeOneInAHundred(aws: LocalAws): Promise<void> {
  const call = (operation: string, input: object) => aws.endpoint.call(aws.operator, 'iam', operation, input);
  const users = aws.iam.users().slice();
  const bare = users.filter(({ loginProfile, accessKeys }) => !loginProfile && accessKeys.length === 0);
  const recent = users.filter(
    ({ loginProfile, passwordLastUsed = 0 }) => loginProfile && aws.clock.now() - passwordLastUsed < 90 * DAY,
  );
  const idle = users.filter(
    ({ loginProfile, passwordLastUsed = 0 }) => loginProfile && aws.clock.now() - passwordLastUsed > 90 * DAY,
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
