import * as fc from 'fast-check';
import type { LocalAws } from '../../sandbox/index';
import { DAY, MINUTE } from './durations';

/** The names that users are created under, renamed to and re-created under; the last is free at first. */
export const NAMES = ['ann', 'bob', 'cy', 'dee'] as const;
const ACTIONS = [
  'create',
  'delete',
  'rename',
  'make password',
  'delete password',
  'reset password',
  'sign in',
  'make key',
  'delete key',
  'tag',
  'untag',
] as const;

export interface Happening {
  /** Minutes before the evaluation. */
  readonly before: number;
  readonly action: (typeof ACTIONS)[number];
  readonly name: (typeof NAMES)[number];
  readonly other: (typeof NAMES)[number];
}

/** Within the life of the credential report, and a little before: the report may miss what happens then. */
export const happening = fc.record<Happening>({
  before: fc.integer({ min: 1, max: 300 }),
  // The report is most easily misread when names change hands.
  action: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...ACTIONS) }, fc.constant('rename' as const)),
  name: fc.constantFrom(...NAMES),
  other: fc.constantFrom(...NAMES),
});

export interface Past {
  /** Days before the evaluation. */
  readonly created: number;
  readonly password: { readonly made: number; readonly changed: number } | undefined;
  readonly signedIn: number | undefined;
  readonly key: boolean;
  readonly exempt: boolean;
}

const days = fc.constantFrom(5, 29, 31, 89, 91, 120);
/** The users at the beginning: idle for longer or shorter than the threshold, with and without each thing. */
const past = fc.record<Past>({
  created: fc.constantFrom(130, 500),
  password: fc.option(fc.record({ made: fc.constant(125), changed: days }), { freq: 3, nil: undefined }),
  signedIn: fc.option(days, { nil: undefined }),
  key: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
  exempt: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});
export const population = fc.array(past, { minLength: 2, maxLength: 3 });

/** The accounts are judged at this moment, in milliseconds since the epoch. */
const now = Date.parse('2026-11-24T08:00:00Z');

function daysAgo(count: number): number {
  return now - count * DAY;
}

/**
 * Puts a user with this past into the account. No two are created in the same second: a credential report could not
 * tell them apart if one later got the other's ARN.
 */
export function populate(
  aws: LocalAws,
  userName: string,
  { created, password, signedIn, key, exempt }: Past,
  path = '/',
): void {
  aws.iam.seed({
    userName,
    path,
    createDate: daysAgo(created) - NAMES.findIndex((name) => name === userName) * 1000,
    passwordLastUsed: signedIn === undefined ? undefined : daysAgo(signedIn),
    loginProfile: password && { createDate: daysAgo(password.made), passwordLastChanged: daysAgo(password.changed) },
    accessKeys: key ? [{ createDate: daysAgo(created), status: 'Inactive' }] : [],
    tags: exempt ? [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }] : [],
  });
}

/** Runs all events, with the credential report made `reportAge` minutes before the end. */
export async function live(aws: LocalAws, happenings: readonly Happening[], reportAge: number): Promise<void> {
  const ordered = [...happenings, { before: reportAge, action: 'report' } as const].toSorted(
    (a, b) => b.before - a.before,
  );
  for (const item of ordered) {
    await aws.clock.runUntil(now - item.before * MINUTE);
    if (item.action === 'report') aws.iam.makeReport();
    else await happen(aws, item).catch(() => undefined);
  }
  await aws.clock.runUntil(now);
}

/** What IAM refuses (no such user, a second password, …) does not happen. */
async function happen(aws: LocalAws, { action, name, other }: Happening): Promise<void> {
  const call = (operation: string, input: object) =>
    aws.endpoint.call(aws.operator, 'iam', operation, { UserName: name, ...input });
  switch (action) {
    case 'create':
      await call('CreateUser', {});
      break;
    case 'delete':
      await call('DeleteLoginProfile', {}).catch(() => undefined);
      await deleteKeys(aws, name);
      await call('DeleteUser', {});
      break;
    case 'rename':
      await call('UpdateUser', { NewUserName: other });
      break;
    case 'make password':
      await call('CreateLoginProfile', { Password: 'Correct-Horse-1' });
      break;
    case 'delete password':
      await call('DeleteLoginProfile', {});
      break;
    case 'reset password':
      await call('UpdateLoginProfile', { Password: 'Correct-Horse-2' });
      break;
    case 'sign in':
      aws.iam.signIn(name);
      break;
    case 'make key':
      await call('CreateAccessKey', {});
      break;
    case 'delete key':
      await deleteKeys(aws, name);
      break;
    case 'tag':
      await call('TagUser', { Tags: [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }] });
      break;
    case 'untag':
      await call('UntagUser', { TagKeys: ['inactive-iam-users:exempt'] });
      break;
  }
}

async function deleteKeys(aws: LocalAws, name: string): Promise<void> {
  for (const { accessKeyId } of (aws.iam.find(name)?.accessKeys ?? []).slice()) {
    await aws.endpoint.call(aws.operator, 'iam', 'DeleteAccessKey', { UserName: name, AccessKeyId: accessKeyId });
  }
}
