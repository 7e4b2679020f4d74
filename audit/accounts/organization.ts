import { type Account, type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, type STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { Time } from '../../rule/account/time';
import { required } from '../../rule/decision/errors';
import { callerOf } from '../aws/caller';
import { denialIn } from '../aws/denial';
import { type AccountClients, liveAccount } from './live-account';
import type { AccountSelection, AccountSource } from './source';

export interface OrganizationOptions extends AccountSelection {
  /** With its path, if it has one. */
  readonly roleName: string;
  readonly sessionName: string;
  readonly externalId?: string;
}

export interface OrganizationClients extends AccountClients {
  readonly organizations: OrganizationsClient;
  /** Clients with other credentials. @param label of the account, for progress */
  readonly withCredentials: (credentials: Credentials, label: string) => AccountClients;
}

type Credentials = NonNullable<STSClientConfig['credentials']>;

interface Member {
  readonly accountId: string;
  /** Undefined if the accounts are not listed. */
  readonly name?: string | undefined;
}

/**
 * The accounts of the caller's organization, in the order of their ids. The caller's own is read with the caller's
 * credentials, each other one with a role of the same name in it.
 *
 * @returns sources, and what the reader must know about accounts that are left out
 * @throws OperationFailed or the SDK's errors if the organization cannot be read
 */
export async function organizationSources(
  options: OrganizationOptions,
  clients: OrganizationClients,
  time: Time,
): Promise<{ readonly sources: readonly AccountSource[]; readonly notes: readonly string[] }> {
  const { sts, organizations, withCredentials } = clients;
  const caller = await callerOf(sts);
  const { members, notes } = options.accounts
    ? { members: options.accounts.map((accountId): Member => ({ accountId })), notes: [] }
    : await activeAccounts(organizations);
  const sources = members
    .filter(({ accountId }) => !options.exclude?.includes(accountId))
    .map(({ accountId, name }) => {
      const about = { label: accountId, accountId, ...(name !== undefined && { name }) };
      if (accountId === caller.accountId) return liveAccount(about, () => clients, time);
      const role = `arn:${caller.partition}:iam::${accountId}:role/${options.roleName}`;
      return liveAccount(
        { ...about, remedy: (error) => roleRemedy(error, role, caller.arn, options.externalId) },
        () => withCredentials(assumedRole(sts, role, options), accountId),
        time,
      );
    });
  return { sources, notes };
}

/** AWS: "ListAccounts", Organizations API Reference: a page may be empty, and State replaces Status. */
async function activeAccounts(
  client: OrganizationsClient,
): Promise<{ readonly members: readonly Member[]; readonly notes: readonly string[] }> {
  const all: Account[] = [];
  for await (const page of paginateListAccounts({ client }, {})) {
    all.push(...required(page.Accounts, 'Accounts'));
  }
  const listed = all.map((account) => ({
    accountId: required(account.Id, 'Id of an account'),
    name: account.Name,
    state: account.State ?? account.Status ?? 'ACTIVE',
  }));
  return {
    members: listed
      .filter(({ state }) => state === 'ACTIVE')
      .toSorted((one, other) => Number(one.accountId) - Number(other.accountId)),
    notes: listed
      .filter(({ state }) => state !== 'ACTIVE')
      .map(({ accountId, name, state }) => `account ${accountId} (${name}) is left out: it is ${state}`),
  };
}

/**
 * Temporary credentials of a role. The SDK asks again before they expire.
 * AWS: "AssumeRole", STS API Reference.
 */
function assumedRole(
  sts: STSClient,
  role: string,
  { sessionName, externalId }: Pick<OrganizationOptions, 'sessionName' | 'externalId'>,
): Credentials {
  return async () => {
    const { Credentials: temporary } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: sessionName, ExternalId: externalId }),
    );
    return {
      accessKeyId: required(temporary?.AccessKeyId, 'AccessKeyId'),
      secretAccessKey: required(temporary?.SecretAccessKey, 'SecretAccessKey'),
      sessionToken: required(temporary?.SessionToken, 'SessionToken'),
      expiration: required(temporary?.Expiration, 'Expiration'),
    };
  };
}

/** AWS refuses in the same words if the role does not exist, if it does not trust the caller, and without permission. */
function roleRemedy(error: unknown, role: string, caller: string, externalId: string | undefined): string | undefined {
  const denial = denialIn(error);
  if (denial?.action !== 'sts:AssumeRole' || denial.byServiceControlPolicy) return undefined;
  const external = externalId === undefined ? 'without an external id' : 'with this --external-id';
  return `Create the role ${role} (docs/audit-role.template.yaml), let its trust policy name ${caller} ${external}, and allow the caller sts:AssumeRole on it. AWS does not say which of these is missing.`;
}
