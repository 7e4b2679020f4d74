import type { ListRegionsResponse, RegionOptStatus } from '@aws-sdk/client-account';
import { page } from '../config/pages';
import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';

/** Each region of the account's partition that is modelled, with whether the account has opted in to it. */
export type RegionStatuses = ReadonlyMap<string, RegionOptStatus>;

const STATUSES = ['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT'];

/**
 * Account Management: the regions of the caller's own account. AWS: "ListRegions", Account Management API Reference. How
 * many it gives if MaxResults is absent is not said. In AWS the order is not said either; here it is that of the names.
 */
export function accountOperations(regions: RegionStatuses): Operations {
  return {
    ListRegions: {
      authorize: () => [{ arn: '*' }],
      handle: (input): ListRegionsResponse => {
        const wanted = input
          .only('MaxResults', 'NextToken', 'RegionOptStatusContains')
          .texts('RegionOptStatusContains', {}, { oneOf: STATUSES });
        const listed = [...regions].filter(([, status]) => wanted.length === 0 || wanted.includes(status));
        const { items, nextToken } = pageOf(input, listed, wanted.join());
        return {
          Regions: items.map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus })),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },
    },
  };
}

/** @throws AwsError ValidationException for a token of another request */
function pageOf(input: Fields, listed: readonly (readonly [string, RegionOptStatus])[], filter: string) {
  const size = input.optionalInteger('MaxResults', { min: 1, max: 50 }) ?? 50;
  const token = input.optionalText('NextToken', { max: 1000 });
  try {
    return page(listed, ([name]) => name, { scope: `ListRegions ${filter}`, size, token });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError('ValidationException', 'The NextToken is of no other answer to this request');
  }
}
