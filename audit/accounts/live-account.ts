import type { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { judgeAccount, type Progress, readAccount, refuseUnread } from '../../rule/account/judge-account';
import type { Time } from '../../rule/account/time';
import { AccountTally, strictest } from '../report/judge';
import type { AccountAudit } from '../report/result';
import type { AccountSource, Question } from './source';

export interface AccountClients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly region: () => Promise<string>;
}

const CAVEATS = [
  'A password that an administrator has reset since the credential report was made does not show here. The runbook waits for a newer report.',
];

/** An account that these clients reach. It is read as the rule reads it, with read-only calls. */
export function liveAccount(label: string, clients: AccountClients, time: Time): AccountSource {
  return { label, read: async (question, progress) => [await readLiveAccount(clients, time, question, progress)] };
}

async function readLiveAccount(
  { iam, sts, region }: AccountClients,
  time: Time,
  question: Question,
  progress: Progress,
): Promise<AccountAudit> {
  const source = { kind: 'account' as const, region: await region() };
  const [identity, reading] = await Promise.all([sts.send(new GetCallerIdentityCommand({})), readAccount(iam, time)]);
  const { parameters, now } = question;
  const { judged, unread } = await judgeAccount({ iam, time }, reading, { ...strictest(parameters, now), progress });
  refuseUnread(unread);
  const tally = new AccountTally(question);
  for (const user of judged) tally.add(user);
  return {
    kind: 'audited',
    accountId: identity.Account ?? '',
    source: { ...source, caller: identity.Arn ?? '' },
    reportMade: reading.report.generated,
    ...tally.result(),
    caveats: CAVEATS,
  };
}
