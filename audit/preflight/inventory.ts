import { type ConfigServiceClient, ListDiscoveredResourcesCommand } from '@aws-sdk/client-config-service';
import type { User } from '@aws-sdk/client-iam';
import { DAY } from '../../rule/decision/dates';
import type { Check } from '../checks/checks';
import { countOf } from '../checks/words';

/** ListDiscoveredResources takes no more ids at once. */
const SAMPLE = 20;
/** A recorder may record once a day only. */
const KNOWN_AFTER = 2 * DAY;

/**
 * Whether Config's inventory, in which the runbook finds a user's name, knows the users; the newest are asked for: those
 * are what a recorder that has been stopped misses. AWS: "ListDiscoveredResources", Config API Reference.
 *
 * @param users of the account; undefined where they could not be listed
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
      'Where the recorder has just been set up, wait a few hours. Else see whether it runs, or what has stopped it:\n' +
      `aws configservice describe-configuration-recorder-status --region ${region}`,
  };
}

/** The ids that Config knows: of the sample, or of anybody where there is none. */
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
