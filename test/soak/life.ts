import type { SeedUser } from '../../sandbox/iam/seed';
import type { LocalAws } from '../../sandbox/local-aws';
import { DAY, NOW } from '../support/deployed-account';
import type { Chance } from './chance';

const NAMES = ['ann', 'bob', 'cy', 'dee', 'break-glass'] as const;

/** Users who have been there for long, idle for longer or shorter than anybody asks. */
export function population(chance: Chance): SeedUser[] {
  return NAMES.slice(0, 3 + chance.below(2)).map((userName) => {
    const before = (most: number) => NOW - (1 + chance.below(most)) * DAY;
    const signedIn = chance.onceIn(3) ? undefined : before(40);
    return {
      userName,
      createDate: NOW - 60 * DAY,
      passwordLastUsed: signedIn,
      loginProfile: chance.onceIn(5) ? undefined : { createDate: NOW - 50 * DAY },
      accessKeys: chance.onceIn(6) ? [{ createDate: NOW - 50 * DAY, status: 'Inactive' }] : [],
      tags: chance.onceIn(8) ? [{ Key: 'Inactive-Iam-Users:Exempt', Value: '' }] : [],
    };
  });
}

/** Something that people do to the account's users; what IAM refuses does not happen. */
export async function happen(aws: LocalAws, chance: Chance): Promise<void> {
  const UserName = chance.pick(NAMES);
  const call = (operation: string, input: object = {}) =>
    aws.endpoint.call(aws.operator, 'iam', operation, { UserName, ...input });
  const deleteKeys = async () => {
    for (const { accessKeyId } of (aws.iam.find(UserName)?.accessKeys ?? []).slice()) {
      await call('DeleteAccessKey', { AccessKeyId: accessKeyId });
    }
  };
  const happenings: readonly (() => void | Promise<unknown>)[] = [
    () => call('CreateUser'),
    async () => {
      await call('DeleteLoginProfile').catch(() => undefined);
      await deleteKeys();
      await call('DeleteUser');
    },
    () => call('UpdateUser', { NewUserName: chance.pick(NAMES) }),
    () => call('CreateLoginProfile', { Password: 'Correct-Horse-1' }),
    () => call('UpdateLoginProfile', { Password: 'Correct-Horse-2' }),
    () => call('DeleteLoginProfile'),
    () => aws.iam.signIn(UserName),
    () => call('CreateAccessKey'),
    deleteKeys,
    () => call('TagUser', { Tags: [{ Key: 'INACTIVE-IAM-USERS:exempt', Value: 'x' }] }),
    () => call('UntagUser', { TagKeys: ['inactive-iam-users:exempt'] }),
    // Another tool wants a report: IAM makes one, or gives out the last.
    () => aws.endpoint.call(aws.operator, 'iam', 'GenerateCredentialReport', {}),
  ];
  try {
    await chance.pick(happenings)();
  } catch {
    // Refused: no such user, a name that is taken, a password changed a moment ago.
  }
}

/**
 * What a stale report is most easily misread by: a tool has one made, and within its life an administrator resets a
 * password, or a name changes hands. Each happens `before` the evaluation, in milliseconds.
 */
export function deceptions(aws: LocalAws, chance: Chance): { before: number; happen: () => Promise<unknown> }[] {
  const HOUR = 60 * 60 * 1000;
  const [one, other] = [chance.pick(NAMES), chance.pick(NAMES)];
  const call = (operation: string, input: object) => aws.endpoint.call(aws.operator, 'iam', operation, input);
  const rename = (from: string, to: string) => call('UpdateUser', { UserName: from, NewUserName: to });
  const between = () => Math.floor(HOUR / 2) + chance.below(HOUR);
  const swap = async () => {
    await rename(one, 'former').catch(() => undefined);
    await rename(other, one);
  };
  return [
    { before: 2 * HOUR + chance.below(HOUR), happen: () => call('GenerateCredentialReport', {}) },
    { before: between(), happen: () => call('UpdateLoginProfile', { UserName: one, Password: 'Correct-Horse-3' }) },
    // Short before it: Config's inventory may not know of it yet.
    ...(chance.onceIn(2) ? [{ before: chance.below(HOUR / 12), happen: swap }] : []),
  ];
}
