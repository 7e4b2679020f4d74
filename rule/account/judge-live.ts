import type { IAMClient } from '@aws-sdk/client-iam';
import { inSeconds } from './credential-report';
import type { Nearing, Settled, Verdict } from '../decision/decide';
import { readAccessKeys, readLoginProfile, readUserByName } from './read-users';
import type { CompleteUserFacts, UserFacts } from '../decision/user-facts';

/** A user with a verdict, on all facts or on as many as settle it. */
export type Judgement =
  | { readonly facts: CompleteUserFacts; readonly verdict: Verdict }
  | { readonly facts: UserFacts; readonly verdict: Settled | Nearing };

/** The decision at given parameters and a given time. */
interface Decision {
  readonly settle: (facts: UserFacts) => Settled | undefined;
  readonly decide: (facts: CompleteUserFacts) => Verdict;
}

/**
 * A verdict on one user from at most three live reads: access keys, login profile, and last the user. IAM answers by name,
 * so only if the name still belongs to this user at the end do the other reads. (Otherwise a rename between two calls
 * would look like "no password".) A key created in the same second as one in the user's own row of the credential report
 * proves ownership without that last call.
 *
 * @param keysCreated creation dates of the access keys in the user's row of the credential report
 * @returns `gone` if the name belongs to nobody, or to another user
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

/** @returns undefined if the name belongs to nobody, or to another user */
async function readOwner(iam: IAMClient, { name, id }: UserFacts) {
  const owner = await readUserByName(iam, name);
  return owner?.id === id ? owner : undefined;
}

function isAmong(dates: readonly Date[], date: Date): boolean {
  return dates.some((known) => inSeconds(known) === inSeconds(date));
}
