import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import type { ReportRow } from '../../rule/account/credential-report-rows';
import { judgeAccount, type Progress, readAccount, refuseUnread } from '../../rule/account/judge-account';
import type { Time } from '../../rule/account/time';
import { OperationFailed } from '../../rule/decision/errors';
import { callerOf } from '../aws/caller';
import { AccountTally, type ReportedUser, strictest } from '../report/judge';
import type { AccountAudit } from '../report/result';
import { readBasis } from './deployed-rule';
import type { AccountSource, Question } from './source';

export interface AccountClients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly sts: STSClient;
  readonly region: () => Promise<string>;
}

const CAVEATS = [
  'A password that an administrator has reset since the credential report was made does not show here. The runbook waits for a newer report.',
];

/**
 * An account that these clients reach. It is read as the rule reads it, with read-only calls.
 *
 * @param clients makes them when the account's turn comes
 */
export function liveAccount(
  about: Omit<AccountSource, 'read'>,
  clients: () => AccountClients,
  time: Time,
): AccountSource {
  return {
    ...about,
    read: async (question, progress) => {
      const account = await readLiveAccount(clients(), time, question, progress);
      if (about.accountId !== undefined && account.accountId !== about.accountId) {
        throw new OperationFailed(`the credentials are of account ${account.accountId}`);
      }
      return [{ ...account, ...(about.name !== undefined && { name: about.name }) }];
    },
  };
}

async function readLiveAccount(
  { iam, config, sts, region: regionOf }: AccountClients,
  time: Time,
  question: Question,
  progress: Progress,
): Promise<AccountAudit> {
  const region = await regionOf();
  const [caller, reading, { parameters, basis, remediation, caveats }] = await Promise.all([
    callerOf(sts),
    readAccount(iam, time),
    readBasis({ iam, config }, region, question),
  ]);
  const view = strictest(parameters, question.now);
  const { judged, unread } = await judgeAccount({ iam, time }, reading, { ...view, progress });
  refuseUnread(unread);
  const tally = new AccountTally({ ...question, parameters, remediation });
  for (const user of judged) tally.add(user, reportedIn(reading.report.rowOf(user.facts)));
  return {
    kind: 'audited',
    accountId: caller.accountId,
    source: { kind: 'account', region, caller: caller.arn },
    reportMade: reading.report.generated,
    basis,
    ...tally.result(),
    caveats: [...CAVEATS, ...caveats],
  };
}

/** AWS: "Generate credential reports for your AWS account", IAM User Guide. */
function reportedIn(row: ReportRow | undefined): ReportedUser | undefined {
  if (!row) return undefined;
  const isTrue = (column: string) => row.cell(column)?.toLowerCase() === 'true';
  const hasActiveKey = isTrue('access_key_1_active') || isTrue('access_key_2_active');
  return { passwordEnabled: row.passwordEnabled, hasActiveKey, mfa: isTrue('mfa_active') };
}
