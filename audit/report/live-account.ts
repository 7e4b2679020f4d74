import type { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { judgeAccount, type Progress, readAccount, refuseUnread } from '../../rule/account/judge-account';
import type { Judgement } from '../../rule/account/judge-live';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { Time } from '../../rule/account/time';
import { strictest } from './judge';

export interface Evidence {
  readonly accountId: string;
  readonly users: readonly Judgement[];
  /** Creation time of the credential report, if known. */
  readonly reportMade?: Date;
  readonly caveats: readonly string[];
}

interface LiveEvidence extends Evidence {
  /** The caller's ARN. */
  readonly caller: string;
}

/**
 * Reads a live account as the rule does, with read-only calls.
 *
 * @param now the time of the verdicts; the reads happen at their own time
 * @throws OperationFailed or the SDK's errors if the account or a user cannot be read
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
      'A password that an administrator has reset since the credential report was made does not show here. The runbook waits for a newer report.',
    ],
  };
}
