import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  GetLoginProfileCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { MINUTE, SECOND } from '../../../rule/decision/dates';
import { isNamed, OperationFailed } from '../../../rule/decision/errors';
import type { Context, Step } from '../context';
import { randomPassword } from '../password';
import { poll } from '../poll';
import { unlessRefused } from '../unless-refused';
import { USERS } from '../users';
import { type FactAnswer, unclear } from './facts';

const UserName = USERS.newPassword.name;
const REFUSAL = 'EntityTemporarilyUnmodifiableException';
const PATIENCE = { every: 5 * SECOND, within: 15 * MINUTE };

/** Gives a user a password and changes it as soon as IAM allows; then the user has no password again. */
export const newPassword: Step = {
  name: 'a new password is changed',
  run: async (context) => {
    // A password of an earlier, interrupted start: nobody saw how long it could not be changed.
    if (await hasPassword(context)) {
      await deletePassword(context);
      await context.time.sleep(MINUTE);
    }
    const answer = await changeNewPassword(context);
    await deletePassword(context);
    return { facts: { newPassword: answer } };
  },
};

async function changeNewPassword({ iam, time }: Context): Promise<FactAnswer<'newPassword'>> {
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: randomPassword() }));
  const created = time.now().getTime();
  let refusals = 0;
  const changed = await poll(time, PATIENCE, async () => {
    try {
      await iam.send(new UpdateLoginProfileCommand({ UserName, Password: randomPassword() }));
      return true;
    } catch (error) {
      // IAM is eventually consistent: a password that is not there yet is no refusal.
      if (!isNamed(error, REFUSAL, 'NoSuchEntityException')) throw error;
      if (isNamed(error, REFUSAL)) refusals += 1;
      return undefined;
    }
  });
  const seconds = Math.round((time.now().getTime() - created) / SECOND);
  if (refusals === 0 && changed) {
    return { answer: 'not at all', evidence: `IAM changed the password ${seconds} seconds after it was created.` };
  }
  const since = `${seconds} seconds after the password was created`;
  if (refusals === 0) return unclear(`IAM still had no password to change ${since}.`);
  const end = changed ? `changed it ${since}` : `still did ${since}`;
  return {
    answer: 'for a while',
    evidence: `IAM refused ${refusals} times (EntityTemporarilyUnmodifiable), and ${end}.`,
  };
}

async function hasPassword({ iam }: Context): Promise<boolean> {
  return (
    (await unlessRefused('NoSuchEntityException', () => iam.send(new GetLoginProfileCommand({ UserName })))) !==
    undefined
  );
}

/** @throws OperationFailed if IAM refuses for a quarter of an hour */
async function deletePassword({ iam, time }: Context): Promise<void> {
  const remove = new DeleteLoginProfileCommand({ UserName });
  const deleted = await poll(time, PATIENCE, () => unlessRefused(REFUSAL, () => iam.send(remove)));
  if (!deleted) throw new OperationFailed(`IAM refuses to delete the password of ${UserName}: try again later`);
}
