import type { ListDiscoveredResourcesResponse } from '@aws-sdk/client-config-service';
import { AwsError } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import type { Inventory } from './inventory';
import { paging } from './pages';
import { ANY_RESOURCE, IAM_USER, requireUserType } from './resource';

/** AWS: "ListDiscoveredResources", Config API Reference. Empty if Config does not record IAM users. */
export function listDiscoveredResources(inventory: Inventory): Operation {
  return (input) => {
    input.only('resourceType', 'resourceIds', 'resourceName', 'limit', 'includeDeletedResources', 'nextToken');
    requireUserType(input, 'resourceType');
    const includeDeleted = input.optionalBoolean('includeDeletedResources') ?? false;
    const ids = input.texts('resourceIds', {}, { min: 1, max: 768 });
    const name = input.optionalText('resourceName');
    const limit = input.optionalInteger('limit', { min: 0 }) ?? 0;
    const refused = (code: string, message: string) => input.refuse(new AwsError(code, message));
    if (limit > 100) {
      const constraint = 'failed to satisfy constraint: Member must have value less than or equal to 100';
      refused('InvalidLimitException', `Value '${limit}' at 'limit' ${constraint}`);
    }
    if (ids.length > 0 && name !== undefined) {
      refused('ValidationException', 'Both Resource ID and Resource Name cannot be specified in the request');
    }
    if (ids.length > 20) {
      const message = "The specified list had more than 20 resource ID's. It must have '20' or less items";
      refused('ValidationException', message);
    }
    const scope = `ListDiscoveredResources ${ids.join()} ${name} ${includeDeleted}`;
    const page = paging(scope, limit || 100, input.optionalText('nextToken'));
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): ListDiscoveredResourcesResponse => {
        const found = inventory
          .discovered({ includeDeleted })
          .filter(
            ({ user }) => (ids.length === 0 || ids.includes(user.userId)) && (name ?? user.userName) === user.userName,
          );
        const { items, nextToken } = page(found, ({ user }) => user.userId);
        return {
          resourceIdentifiers: items.map(({ user, time, deleted }) => ({
            resourceType: IAM_USER,
            resourceId: user.userId,
            resourceName: user.userName,
            resourceDeletionTime: deleted ? new Date(time) : undefined,
          })),
          nextToken,
        };
      },
    };
  };
}
