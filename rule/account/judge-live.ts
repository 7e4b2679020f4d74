import type { IAMClient } from '@aws-sdk/client-iam';
import { inSeconds } from './credential-report';
import type { Nearing, Settled, Verdict } from '../decision/decide';
import { readAccessKeys, readLoginProfile, readUserByName } from './read-users';
import type { CompleteUserFacts, UserFacts } from '../decision/user-facts';

/** A user with the verdict: on everything, or on as much as settles it. */
export type Judgement =
  | { readonly facts: CompleteUserFacts; readonly verdict: Verdict }
  | { readonly facts: UserFacts; readonly verdict: Settled | Nearing };

/** The decision, with its parameters and its time. */
interface Decision {
  readonly settle: (facts: UserFacts) => Settled | undefined;
  readonly decide: (facts: CompleteUserFacts) => Verdict;
}

/**
 * A verdict on one user from live reads, at most three: access keys, console password, and last the user. Only if the
 * name is this user's at the end was everything read theirs. (A rename between two calls looks like "no password" else.)
 * A key that was made in the same second as one in the user's own row of the report proves that without a further call.
 *
 * @param keysCreated when the keys of the user's own row in the credential report were made
 * @returns `gone` if the name is nobody's, or another user's; the SDK's errors are thrown
 */
export async function judgeLive(
  iam: IAMClient,
  user: UserFacts,
  keysCreated: readonly Date[],
  { settle, decide }: Decision,
): Promise<Judgement | 'gone'> {
  const keys = await readAccessKeys(iam, user.name);
  if (!keys) return 'gone';
  const facts = { ...user, accessKeys: keys.length > 0 ? ('some' as const) : ('none' as const) };
  const settled = settle(facts);
  if (settled) {
    const areOwn = keys.some(({ CreateDate }) => CreateDate && isAmong(keysCreated, CreateDate));
    return areOwn || (await readOwner(iam, user)) ? { facts, verdict: settled } : 'gone';
  }
  const loginProfile = await readLoginProfile(iam, user.name);
  const owner = await readOwner(iam, user);
  if (!owner) return 'gone';
  const complete = { ...facts, ...owner, loginProfile };
  return { facts: complete, verdict: decide(complete) };
}

/** @returns undefined if the name is nobody's, or another user's */
async function readOwner(iam: IAMClient, { name, id }: UserFacts) {
  const owner = await readUserByName(iam, name);
  return owner?.id === id ? owner : undefined;
}

function isAmong(dates: readonly Date[], date: Date): boolean {
  return dates.some((known) => inSeconds(known) === inSeconds(date));
}
