import { type ConfigServiceClient, paginateDescribeRemediationExceptions } from '@aws-sdk/client-config-service';

/** The ids of the users whom a remediation exception keeps from being remediated at this time. 100 a page, Config's most. */
export async function readBlockedUsers(
  config: ConfigServiceClient,
  ruleName: string,
  now: Date,
): Promise<ReadonlySet<string>> {
  const blocked = new Set<string>();
  const pages = paginateDescribeRemediationExceptions({ client: config, pageSize: 100 }, { ConfigRuleName: ruleName });
  for await (const { RemediationExceptions = [] } of pages) {
    for (const { ResourceId, ExpirationTime } of RemediationExceptions) {
      if (ResourceId !== undefined && !(ExpirationTime && ExpirationTime <= now)) blocked.add(ResourceId);
    }
  }
  return blocked;
}
