import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { type Caller, callerOf } from '../../audit/aws/caller';
import { preflight } from '../../audit/preflight/preflight';
import { listUsers, readLoginProfile } from '../../rule/account/read-users';
import { HOUR, isoTime } from '../../rule/decision/dates';
import { type Context, NAME, USER_PATH } from './context';
import { PROBE } from './facts/probe-template';
import { isMade, MADE_USERS, readIds, readMadeUsers } from './made-users';
import { IDLE_AFTER, PARAMETERS } from './product';
import { Refusal } from './errors';
import { findStack } from './stacks';

const MOST_NAMES = 5;

/**
 * @param given the account's id; without it, a person has to type it
 * @throws Refusal if the credentials are another account's
 */
export async function refuseOtherAccount(
  sts: STSClient,
  given: string | undefined,
  ask: (question: string) => Promise<string | undefined>,
): Promise<Caller> {
  const caller = await callerOf(sts);
  const credentials = `the credentials are of ${caller.accountId} (${caller.arn})`;
  const accountId = given ?? (await ask(`${credentials}. Type the id of the test account to go on: `))?.trim();
  if (caller.accountId === accountId) return caller;
  throw new Refusal(
    accountId === undefined
      ? `there is no terminal to ask for the account on: give --account. Now ${credentials}`
      : `the account is ${accountId}, but ${credentials}: correct one of them`,
  );
}

/**
 * The run deletes passwords after a day. @throws Refusal if somebody else in the account has a password, or has the name of
 * a user that the run makes
 *
 * @param deployed whether the run's stacks may be there
 */
export async function refuseOtherUsers(iam: IAMClient, { deployed }: { readonly deployed: boolean }): Promise<void> {
  const others = [...(await listUsers(iam)).values()].filter((user) => !isMade(user));
  const ours = new Set(MADE_USERS.map(({ name }) => name.toLowerCase()));
  const taken = others.find(({ name }) => ours.has(name.toLowerCase()));
  if (taken) {
    throw new Refusal(
      `the account has a user ${taken.path}${taken.name} already, whose name the run needs: rename it, or use another account`,
    );
  }
  const found: string[] = [];
  for (const { name } of others) {
    if ((await readLoginProfile(iam, name)) !== 'none') found.push(name);
    if (found.length > MOST_NAMES) break;
  }
  if (found.length === 0) return;
  const more = found.length > MOST_NAMES ? ' and more' : '';
  throw new Refusal(
    `the account has console users: ${found.slice(0, MOST_NAMES).join(', ')}${more}. The run deletes unused passwords ` +
      `after a day: ${deployed ? 'run clean at once, or they can lose theirs' : 'use an empty test account'}`,
  );
}

/** @throws Refusal if a user of the run is there that no saved result accounts for */
export async function refuseMadeUsers(iam: IAMClient, file: string): Promise<void> {
  const [name] = (await readIds(iam)).keys();
  if (name === undefined) return;
  throw new Refusal(
    `the user ${name} is below ${USER_PATH} already, and ${file} does not say that begin made it: restore that file, or run clean`,
  );
}

/** @throws Refusal if a stack is there that no saved result accounts for */
export async function refuseStacks({ cloudformation }: Pick<Context, 'cloudformation'>, file: string): Promise<void> {
  for (const name of [NAME, PROBE]) {
    if (!(await findStack(cloudformation, name))) continue;
    throw new Refusal(
      `the stack ${name} is there already, and ${file} does not say that begin made it: restore that file, or run clean`,
    );
  }
}

/** @throws Refusal with the checks of `npm run preflight`, if one fails */
export async function refuseUnready(context: Context): Promise<void> {
  const { region, time } = context;
  const checks = await preflight(context, { region, ruleName: NAME, parameters: PARAMETERS, time });
  if (checks.every(({ ok }) => ok)) return;
  throw new Refusal('the account is not ready: see the checks that failed', checks);
}

/** @throws Refusal that says when to come back, if a password is too young for its user to be inactive */
export async function refuseEarly({ iam, time }: Pick<Context, 'iam' | 'time'>): Promise<void> {
  const created = [...(await readMadeUsers(iam)).values()].flatMap(({ passwordCreated }) => passwordCreated ?? []);
  const youngest = Math.max(...created.map((date) => date.getTime()), 0);
  const due = new Date(youngest + IDLE_AFTER + HOUR);
  if (time.now() >= due) return;
  throw new Refusal(`it is too early: the users become inactive a day after begin; run finish after ${isoTime(due)}`);
}
