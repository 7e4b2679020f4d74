import type { STSClient } from '@aws-sdk/client-sts';
import { callerOf } from '../aws/caller';
import type { Check } from './checks';

/** Which account the checks are about: it always passes. */
export async function checkCaller(sts: STSClient, region: string): Promise<Check> {
  const { accountId, arn } = await callerOf(sts);
  return { ok: true, title: `Account ${accountId}, region ${region}`, details: [`checked as ${arn}`] };
}
