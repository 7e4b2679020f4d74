import type { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { fetchCredentialReport } from '../rule/credential-report';
import { gatherFacts } from '../rule/gather-facts';
import type { RuleParameters } from '../rule/parameters';
import { listUsers } from '../rule/read-users';
import type { Time } from '../rule/time';
import type { UserFacts } from '../rule/user-facts';
import { strictest } from './judge';

/** What an audit answers from. */
export interface Evidence {
  readonly accountId: string;
  readonly users: readonly UserFacts[];
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
 * @throws the SDK's errors, and EvaluationFailed, where the account or a user cannot be read
 */
export async function readAccount(
  { iam, sts, time }: { iam: IAMClient; sts: STSClient; time: Time },
  parameters: RuleParameters,
  now: Date,
  progress: Progress,
): Promise<LiveEvidence> {
  const [identity, listed, report] = await Promise.all([
    sts.send(new GetCallerIdentityCommand({})),
    listUsers(iam),
    fetchCredentialReport(iam, time),
  ]);
  const asked = strictest(parameters, now);
  const { users } = await gatherFacts(iam, listed, report, asked.parameters, asked.now, progress);
  return {
    accountId: identity.Account ?? '',
    caller: identity.Arn ?? '',
    users,
    reportMade: report.generated,
    caveats: [
      'A password that an administrator has reset since the credential report was made is not known; the runbook waits for a newer report.',
    ],
  };
}
