import { type ConfigServiceClient, paginateDescribeRemediationExceptions } from '@aws-sdk/client-config-service';

/** Ids of the users with a remediation exception that has not expired. At most 100 a page. */
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
