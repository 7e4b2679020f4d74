import type { Account, Ids } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Stack } from '../../cloudformation/stack';
import { parseBody, type StackSetBody } from './stack-set-body';
import { templateError } from '../../cloudformation/template-error';

/** An account of an organization, in one region. */
export interface OrganizationAccount {
  readonly aws: {
    readonly account: Account;
    deploy(template: unknown, parameters: Readonly<Record<string, string>>, stackName: string): Promise<Stack>;
  };
  /** The ids of the organizational unit that the account is in and of those above it, up to the root. */
  readonly organizationalUnits: readonly string[];
}

/** An organization that gives StackSets trusted access. A unit without an account does not exist here. */
export interface Organization {
  readonly managementAccountId: string;
  readonly accounts: readonly OrganizationAccount[];
  /** Account ids that may act in the management account's stead. */
  readonly delegatedAdministrators?: readonly string[];
}

export interface StackSetDefinition extends StackSetBody {
  readonly name: string;
  readonly callAs: 'SELF' | 'DELEGATED_ADMIN';
  readonly groups: readonly InstanceGroup[];
  /** In how many of so many accounts of a region the operation may fail. */
  readonly toleratedFailures: (accounts: number) => number;
}

export interface InstanceGroup {
  readonly organizationalUnitIds: readonly string[];
  /** Account ids that are left out. */
  readonly except: readonly string[];
  readonly regions: readonly string[];
}

/** What a StackSet has made of one account: its stack, or why there is none. */
export interface StackInstance {
  readonly accountId: string;
  readonly region: string;
  readonly stack?: Stack;
  readonly failure?: string;
}

/**
 * The service-managed StackSets that one account administers, as far as their creation. Accounts are deployed to one
 * after another; those that join or leave a unit later are not modelled.
 */
export class StackSets {
  /** None: the account can create no StackSet. */
  organization: Organization | undefined;
  readonly instances: StackInstance[] = [];
  private readonly names = new Set<string>();

  constructor(
    private readonly account: Account,
    private readonly ids: Ids,
  ) {}

  /**
   * AWS: "CreateStackSet" and "CreateStackInstances", CloudFormation API Reference. Everything is checked before the first
   * account is deployed to. @returns the StackSet's id
   * @throws AwsError as CloudFormation refuses, or where more accounts fail than may; NotModelled by name
   */
  async create(definition: StackSetDefinition): Promise<string> {
    const organization = this.organizationOf(definition);
    if (this.names.has(definition.name)) {
      throw new AwsError('NameAlreadyExistsException', `A stack set named ${definition.name} already exists.`, 409);
    }
    const template = parseBody(definition);
    const targets = targetsOf(definition.groups, organization);
    this.names.add(definition.name);
    for (const region of new Set(targets.map(({ account }) => account.region))) {
      const here = targets.filter(({ account }) => account.region === region);
      await this.deploy(template, definition, here);
    }
    return `${definition.name}:${this.ids.uuid()}`;
  }

  private async deploy(
    template: unknown,
    { name, parameters, toleratedFailures }: StackSetDefinition,
    targets: readonly OrganizationAccount['aws'][],
  ): Promise<void> {
    const failures: string[] = [];
    for (const aws of targets) {
      const { accountId, region } = aws.account;
      try {
        const stack = await aws.deploy(template, parameters, `StackSet-${name}-${this.ids.uuid()}`);
        this.instances.push({ accountId, region, stack });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        this.instances.push({ accountId, region, failure: `${error.code}: ${error.message}` });
        failures.push(`account ${accountId}, ${region}: ${error.code}: ${error.message}`);
      }
      if (failures.length > toleratedFailures(targets.length)) {
        throw new AwsError(
          'StackSetOperationFailed',
          `The operation on the stack set ${name} failed: ${failures.join('; ')}`,
        );
      }
    }
  }

  private organizationOf({ callAs }: StackSetDefinition): Organization {
    const { organization } = this;
    const { accountId } = this.account;
    if (!organization) {
      throw templateError('You must enable organizations access to operate a service managed stack set.');
    }
    const { managementAccountId, delegatedAdministrators = [] } = organization;
    const allowed = callAs === 'SELF' ? [managementAccountId] : delegatedAdministrators;
    if (allowed.includes(accountId)) return organization;
    throw templateError(
      `The account ${accountId} is no ${callAs === 'SELF' ? 'management account' : 'delegated administrator'} of an organization: CallAs cannot be ${callAs}.`,
    );
  }
}

/** Where the stacks go. AWS: "DeploymentTargets": never to the management account, whatever unit it is in. */
function targetsOf(groups: readonly InstanceGroup[], organization: Organization): OrganizationAccount['aws'][] {
  const targets = groups.flatMap((group) => {
    const accounts = accountsOf(group, organization);
    return [...new Set(accounts.map(({ account }) => account.accountId))].flatMap((accountId) =>
      group.regions.map((region) => inRegion(accounts, accountId, region)),
    );
  });
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice) throw new NotModelled(`a stack set that targets the account ${twice.account.accountId} twice`);
  return targets;
}

function accountsOf(
  { organizationalUnitIds, except }: InstanceGroup,
  { accounts, managementAccountId }: Organization,
): OrganizationAccount['aws'][] {
  for (const unit of organizationalUnitIds) {
    if (accounts.some(({ organizationalUnits }) => organizationalUnits.includes(unit))) continue;
    throw templateError(`The organizational unit ${unit} does not exist, or no account is in it.`);
  }
  return accounts
    .filter(({ organizationalUnits }) => organizationalUnits.some((unit) => organizationalUnitIds.includes(unit)))
    .map(({ aws }) => aws)
    .filter(({ account: { accountId } }) => accountId !== managementAccountId && !except.includes(accountId));
}

function inRegion(
  accounts: readonly OrganizationAccount['aws'][],
  accountId: string,
  region: string,
): OrganizationAccount['aws'] {
  const found = accounts.find(({ account }) => account.accountId === accountId && account.region === region);
  if (!found) throw new NotModelled(`the region ${region} of the account ${accountId}: give a local AWS for it`);
  return found;
}

/**
 * Deploys a template with a StackSet in it as the account that administers it.
 * @param parameters of the template itself
 * @returns the administrator's own stack, and what was deployed where
 */
export async function deployOrganization(
  template: unknown,
  parameters: Readonly<Record<string, string>>,
  administrator: OrganizationAccount['aws'] & { readonly stackSets: StackSets },
  organization: Organization,
): Promise<{ readonly stack: Stack; readonly instances: readonly StackInstance[] }> {
  const { stackSets } = administrator;
  stackSets.organization = organization;
  const before = stackSets.instances.length;
  const stack = await administrator.deploy(template, parameters, 'InactiveIamUsersOrganization');
  return { stack, instances: stackSets.instances.slice(before) };
}
