import { type ConfigServiceClient, ListDiscoveredResourcesCommand } from '@aws-sdk/client-config-service';
import type { User } from '@aws-sdk/client-iam';
import { DAY } from '../../rule/decision/dates';
import type { Check } from '../checks/checks';
import { countOf } from '../text/text';

/** The most ids in one ListDiscoveredResources call. */
const SAMPLE = 20;
/** A recorder with daily recording needs up to a day. */
const KNOWN_AFTER = 2 * DAY;

/**
 * Config's inventory, from which the runbook gets a user's name, must contain the users. The sample is the newest users,
 * because a stopped recorder misses those. AWS: "ListDiscoveredResources", AWS Config API Reference.
 *
 * @param users undefined if they could not be listed
 */
export async function checkInventory(
  config: ConfigServiceClient,
  users: readonly User[] | undefined,
  { region, now }: { readonly region: string; readonly now: Date },
): Promise<Check> {
  const sample = newest(users ?? [], now.getTime() - KNOWN_AFTER);
  const known = await discovered(config, sample);
  if (users && sample.length === 0) return { ok: true, title: "Config's inventory: there is no user yet to look for" };
  const missing = sample.filter(({ UserId: id }) => !known.has(id));
  if (known.size > 0 && missing.length === 0) {
    const which = users ? countOf(sample.length, 'user') : 'at least one user';
    return { ok: true, title: `Config's inventory knows the users (asked for: ${which})` };
  }
  return {
    ok: false,
    title: users
      ? `Config's inventory does not know ${missing.length} of the ${countOf(sample.length, 'user')} asked for`
      : "Config's inventory knows no user",
    details: missing.length > 0 ? [`unknown: ${missing.map(({ UserName: name }) => name).join(', ')}`] : [],
    remedy:
      'If the recorder is new, wait a few hours. Otherwise check whether it is running:\n' +
      `aws configservice describe-configuration-recorder-status --region ${region}`,
  };
}

/** The ids that the inventory contains: of the sample, or one of any user if the sample is empty. */
async function discovered(
  config: ConfigServiceClient,
  sample: readonly User[],
): Promise<ReadonlySet<string | undefined>> {
  const ids = sample.flatMap(({ UserId: id }) => id ?? []);
  const { resourceIdentifiers = [] } = await config.send(
    new ListDiscoveredResourcesCommand({
      resourceType: 'AWS::IAM::User',
      ...(ids.length > 0 ? { resourceIds: ids } : { limit: 1 }),
    }),
  );
  return new Set(resourceIdentifiers.map(({ resourceId }) => resourceId));
}

function newest(users: readonly User[], madeBefore: number): User[] {
  const made = ({ CreateDate: date }: User) => date?.getTime() ?? 0;
  return users
    .filter((user) => made(user) <= madeBefore)
    .toSorted((a, b) => made(b) - made(a))
    .slice(0, SAMPLE);
}
