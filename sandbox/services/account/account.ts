import type { ListRegionsResponse, RegionOptStatus } from '@aws-sdk/client-account';
import { paging } from '../config/pages';
import { AwsError } from '../../core/aws-error';
import type { Operations } from '../../endpoint/operation';

/** Each region of the account's partition that is modelled, with whether the account has opted in to it. */
export type RegionStatuses = ReadonlyMap<string, RegionOptStatus>;

const STATUSES = ['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT'];

/**
 * Account Management: the regions of the caller's own account. AWS: "ListRegions", Account Management API Reference. AWS
 * documents neither the default of MaxResults nor the order. Here they are 50 and by name.
 */
export function accountOperations(regions: RegionStatuses): Operations {
  return {
    ListRegions: (input) => {
      const wanted = input
        .only('MaxResults', 'NextToken', 'RegionOptStatusContains')
        .texts('RegionOptStatusContains', {}, { oneOf: STATUSES });
      const size = input.optionalInteger('MaxResults', { min: 1, max: 50 }) ?? 50;
      const token = input.optionalText('NextToken', { max: 1000 });
      const refusal = new AwsError('ValidationException', 'The NextToken belongs to another request');
      const page = paging(`ListRegions ${wanted.join()}`, size, token, { refusal });
      return {
        authorize: () => [{ arn: '*' }],
        handle: (): ListRegionsResponse => {
          const listed = [...regions].filter(([, status]) => wanted.length === 0 || wanted.includes(status));
          const { items, nextToken } = page(listed, ([name]) => name);
          return {
            Regions: items.map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus })),
            NextToken: nextToken,
          };
        },
      };
    },
  };
}
