import { type AccountClient, paginateListRegions } from '@aws-sdk/client-account';
import { canRecordIam } from '../../rule/iam-recording-regions';

/** ListRegions gives no more at once. */
const PAGE = 50;

/**
 * The enabled regions of the caller's account in which Config can record IAM users: the product can work in these alone.
 * AWS: "ListRegions", Account Management API Reference.
 */
export async function readRegions(account: AccountClient): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateListRegions(
    { client: account, pageSize: PAGE },
    { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] },
  );
  for await (const { Regions = [] } of pages) names.push(...Regions.flatMap(({ RegionName: name }) => name ?? []));
  return names.filter(canRecordIam);
}
