import type { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { judgeAccount, readAccount, refuseUnread } from '../../rule/account/judge-account';
import type { Judgement } from '../../rule/account/judge-live';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { Time } from '../../rule/account/time';
import { strictest } from './judge';

/** What an audit answers from. */
export interface Evidence {
  readonly accountId: string;
  readonly users: readonly Judgement[];
  /** When the credential report was made, as far as that is known. */
  readonly reportMade?: Date;
  readonly caveats: readonly string[];
}

export interface LiveEvidence extends Evidence {
  /** ARN of whoever asks. */
  readonly caller: string;
}

/** Told how many have been read: users, or regions. */
export type Progress = (read: number, of: number) => void;

/**
 * Reads a live account, by read calls alone: the rule's own triage, and the live reads of those whom it does not settle.
 *
 * @param now what the verdicts are asked for; the reads themselves are as of their own time
 * @throws the SDK's errors, and OperationFailed, where the account or a user cannot be read
 */
export async function readLiveAccount(
  { iam, sts, time }: { iam: IAMClient; sts: STSClient; time: Time },
  parameters: RuleParameters,
  now: Date,
  progress: Progress,
): Promise<LiveEvidence> {
  const [identity, reading] = await Promise.all([sts.send(new GetCallerIdentityCommand({})), readAccount(iam, time)]);
  const { judged, unread } = await judgeAccount({ iam, time }, reading, { ...strictest(parameters, now), progress });
  refuseUnread(unread);
  return {
    accountId: identity.Account ?? '',
    caller: identity.Arn ?? '',
    users: judged,
    reportMade: reading.report.generated,
    caveats: [
      'A password that an administrator has reset since the credential report was made is not known; the runbook waits for a newer report.',
    ],
  };
}
