import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Check } from './checks';

/** Never denied. AWS: "GetCallerIdentity", AWS STS API Reference. */
export async function checkCaller(sts: STSClient, region: string): Promise<Check> {
  const { Account: account = 'unknown', Arn: arn = 'unknown' } = await sts.send(new GetCallerIdentityCommand({}));
  return { ok: true, title: `Account ${account}, region ${region}`, details: [`checked as ${arn}`] };
}
