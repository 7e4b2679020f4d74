import type { ConfigurationItem, GetResourceConfigHistoryResponse } from '@aws-sdk/client-config-service';
import type { Account } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import { type Inventory, type RecordedVersion, timeOf } from './inventory';
import { inventoryLimit, page } from './pages';
import { ANY_RESOURCE, IAM_USER, requireUserType } from './resource';

/**
 * The configuration items of a user, page by page; that AWS lets one page span no more than seven days is not modelled.
 * AWS: "GetResourceConfigHistory", Config API Reference.
 */
export function getResourceConfigHistory(inventory: Inventory, account: Account): Operation {
  return (input) => {
    input.only('resourceType', 'resourceId', 'laterTime', 'earlierTime', 'chronologicalOrder', 'limit', 'nextToken');
    requireUserType(input, 'resourceType');
    const resourceId = input.text('resourceId', { min: 1, max: 768 });
    const forward = input.optionalText('chronologicalOrder', { oneOf: ['Reverse', 'Forward'] }) === 'Forward';
    const size = inventoryLimit(input, 10);
    const { earlier, later } = rangeOf(input);
    const token = input.optionalText('nextToken');
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): GetResourceConfigHistoryResponse => {
        const known = inventory.history(resourceId);
        if (known.length === 0) {
          throw new AwsError(
            'ResourceNotDiscoveredException',
            `Resource ${resourceId} of resourceType:${IAM_USER} is unknown or has not been discovered`,
          );
        }
        const items = known
          .map((version, index) => ({ index, ...configurationItem(version, index === 0, inventory, account) }))
          .filter(({ captured }) => captured >= earlier && captured <= later);
        const { items: shown, nextToken } = page(items, ({ index }) => orderKey(index, forward), {
          scope: `GetResourceConfigHistory ${forward} ${earlier} ${later} ${resourceId}`,
          size,
          token,
        });
        return { configurationItems: shown.map(({ item }) => item), ...(nextToken !== undefined && { nextToken }) };
      },
    };
  };
}

/** Later items only follow, so that a page's place in the history stays what it is. */
function orderKey(index: number, forward: boolean): string {
  return String(forward ? index : Number.MAX_SAFE_INTEGER - index).padStart(16, '0');
}

function rangeOf(input: Fields): { readonly earlier: number; readonly later: number } {
  const earlier = input.has('earlierTime') ? input.date('earlierTime').getTime() : -Infinity;
  const later = input.has('laterTime') ? input.date('laterTime').getTime() : Infinity;
  if (earlier > later) {
    throw new AwsError(
      'InvalidTimeRangeException',
      'The specified time range is not valid. The earlier time is not chronologically before the later time.',
    );
  }
  return { earlier, later };
}

/** A user's item holds no password, no access keys and no sign-in; groups and policies of users do not exist here. */
function configurationItem(
  { time, user, deleted }: RecordedVersion,
  first: boolean,
  { lagMilliseconds }: Inventory,
  account: Account,
): { readonly captured: number; readonly item: ConfigurationItem } {
  const captured = time + lagMilliseconds;
  const created = new Date(timeOf(user.createDate));
  const { userName, userId, arn, tags = [] } = user;
  const configuration = {
    path: arn.slice(arn.indexOf(':user/') + ':user'.length, arn.length - userName.length),
    userName,
    userId,
    arn,
    createDate: created.toISOString(),
    userPolicyList: [],
    groupList: [],
    attachedManagedPolicies: [],
    permissionsBoundary: null,
    tags: tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
  const item: ConfigurationItem = {
    version: '1.3',
    accountId: account.accountId,
    configurationItemCaptureTime: new Date(captured),
    configurationItemStatus: deleted ? 'ResourceDeleted' : first ? 'ResourceDiscovered' : 'OK',
    configurationStateId: String(captured),
    configurationItemMD5Hash: '',
    arn,
    resourceType: IAM_USER,
    resourceId: userId,
    resourceName: userName,
    awsRegion: 'global',
    availabilityZone: 'Not Applicable',
    ...(!deleted && { resourceCreationTime: created, configuration: JSON.stringify(configuration) }),
    tags: Object.fromEntries(deleted ? [] : tags.map(({ Key, Value }) => [Key, Value])),
    relatedEvents: [],
    relationships: [],
    supplementaryConfiguration: {},
  };
  return { captured, item };
}
