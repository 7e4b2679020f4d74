import type { Account as ListedAccount, ListAccountsResponse } from '@aws-sdk/client-organizations';
import type { Account } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { Operations } from '../../endpoint/operation';
import { paging } from '../config/pages';
import { administers, type Organization } from './organization';

/** An account as ListAccounts shows it. */
export interface OrganizationAccount {
  readonly aws: { readonly account: Account };
  readonly name: string;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';
  /** Milliseconds since the epoch. */
  readonly joined: number;
}

/** AWS: "Account", Organizations API Reference: Status retires on this day. Clients should read State. */
const STATUS_RETIRES = Date.parse('2026-09-09T00:00:00Z');

/**
 * Organizations: the accounts. AWS: "ListAccounts", Organizations API Reference. A page can be empty although more
 * accounts follow; here the first one always is. AWS documents no order; here it is by id.
 */
export function organizationsOperations(
  organizationOf: () => Organization<OrganizationAccount> | undefined,
  clock: Pick<SandboxClock, 'now'>,
): Operations {
  return {
    ListAccounts: (input) => {
      const size = input.only('MaxResults', 'NextToken').optionalInteger('MaxResults', { min: 1, max: 20 }) ?? 20;
      const token = input.optionalText('NextToken', { max: 100_000 });
      const refusal = new AwsError('InvalidInputException', 'You provided a NextToken that is not valid.');
      const page = paging('ListAccounts', size, token, { refusal, emptyFirst: true });
      return {
        authorize: () => [{ arn: '*' }],
        handle: ({ accountId }): ListAccountsResponse => {
          const organization = organizationOf();
          if (!organization) {
            const message = 'Your account is not a member of an organization.';
            throw new AwsError('AWSOrganizationsNotInUseException', message);
          }
          if (!administers(organization, accountId)) {
            throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
          }
          const { items, nextToken } = page(organization.accounts, ({ aws }) => aws.account.accountId);
          const hasStatus = clock.now() < STATUS_RETIRES;
          return { Accounts: items.map((item) => describe(item, organization, hasStatus)), NextToken: nextToken };
        },
      };
    },
  };
}

function describe(
  { aws, name, state, joined }: OrganizationAccount,
  { id, managementAccountId }: Organization<unknown>,
  hasStatus: boolean,
): ListedAccount {
  const { accountId, partition } = aws.account;
  return {
    Id: accountId,
    Arn: `arn:${partition}:organizations::${managementAccountId}:account/${id}/${accountId}`,
    Name: name,
    Email: `${accountId}@example.com`,
    State: state,
    ...(hasStatus && { Status: state === 'CLOSED' ? 'SUSPENDED' : state }),
    JoinedMethod: accountId === managementAccountId ? 'INVITED' : 'CREATED',
    JoinedTimestamp: new Date(joined),
  };
}
