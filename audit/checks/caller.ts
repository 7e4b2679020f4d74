import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Check } from './checks';

/** Who asks, and in which account. AWS: "GetCallerIdentity", STS API Reference: no permission is needed for it. */
export async function checkCaller(sts: STSClient, region: string): Promise<Check> {
  const { Account: account = 'unknown', Arn: arn = 'unknown' } = await sts.send(new GetCallerIdentityCommand({}));
  return { ok: true, title: `Account ${account}, region ${region}`, details: [`asked as ${arn}`] };
}
