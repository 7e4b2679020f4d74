import type { ListDiscoveredResourcesResponse } from '@aws-sdk/client-config-service';
import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import type { Inventory } from './inventory';
import { inventoryLimit, page } from './pages';
import { ANY_RESOURCE, IAM_USER, requireUserType } from './resource';

/** AWS: "ListDiscoveredResources", Config API Reference. Where Config does not record IAM users it knows nobody. */
export function listDiscoveredResources(inventory: Inventory): Operation {
  return (input) => {
    input.only('resourceType', 'resourceIds', 'resourceName', 'limit', 'includeDeletedResources', 'nextToken');
    requireUserType(input, 'resourceType');
    const includeDeleted = input.optionalBoolean('includeDeletedResources') ?? false;
    const size = inventoryLimit(input, 100);
    const { ids, name } = wanted(input);
    const token = input.optionalText('nextToken');
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): ListDiscoveredResourcesResponse => {
        const { items, nextToken } = page(
          inventory
            .discovered({ includeDeleted })
            .filter(
              ({ user }) =>
                (ids.length === 0 || ids.includes(user.userId)) && (name ?? user.userName) === user.userName,
            ),
          ({ user }) => user.userId,
          {
            scope: `ListDiscoveredResources ${ids.join()} ${name} ${includeDeleted}`,
            size,
            token,
          },
        );
        return {
          resourceIdentifiers: items.map(({ user, time, deleted }) => ({
            resourceType: IAM_USER,
            resourceId: user.userId,
            resourceName: user.userName,
            ...(deleted && { resourceDeletionTime: new Date(time) }),
          })),
          ...(nextToken !== undefined && { nextToken }),
        };
      },
    };
  };
}

function wanted(input: Fields): { readonly ids: readonly string[]; readonly name: string | undefined } {
  const ids = input.texts('resourceIds', {}, { min: 1, max: 768 });
  const name = input.optionalText('resourceName');
  if (ids.length > 0 && name !== undefined) {
    throw new AwsError('ValidationException', 'Both Resource ID and Resource Name cannot be specified in the request');
  }
  if (ids.length > 20) {
    throw new AwsError(
      'ValidationException',
      "The specified list had more than 20 resource ID's. It must have '20' or less items",
    );
  }
  return { ids, name };
}
