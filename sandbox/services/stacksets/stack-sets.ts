import type { Stack } from '../../cloudformation/deploy';
import { resolveParameters } from '../../cloudformation/parameters';
import { parseTemplate } from '../../cloudformation/template';
import { parseTemplateBody } from '../../cloudformation/template-body';
import { templateError } from '../../cloudformation/template-error';
import type { Account, Ids } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Organization } from '../organizations/organization';

/** An account of an organization, in one region. */
export interface TargetAccount {
  readonly aws: {
    readonly account: Account;
    deploy(template: unknown, parameters: Readonly<Record<string, string>>, stackName: string): Promise<Stack>;
  };
  /** The ids of the organizational unit that the account is in and of those above it, up to the root. */
  readonly organizationalUnits: readonly string[];
}

export interface StackSetDefinition {
  readonly name: string;
  readonly callAs: 'SELF' | 'DELEGATED_ADMIN';
  readonly groups: readonly InstanceGroup[];
  /** JSON. */
  readonly templateBody: string;
  readonly capabilities: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** How many of the given number of accounts the operation may fail in. */
  readonly toleratedFailures: (accounts: number) => number;
}

export interface InstanceGroup {
  readonly organizationalUnitIds: readonly string[];
  /** Excluded account ids. */
  readonly except: readonly string[];
  readonly region: string;
}

/** The result of a StackSet in one account: its stack, or why the stack was not created. */
interface StackInstance {
  readonly accountId: string;
  readonly region: string;
  readonly stack?: Stack;
  readonly failure?: string;
}

/**
 * The service-managed StackSets that one account administers, as far as their creation. Accounts are deployed to one
 * after another; those that join or leave a unit later are not modelled. A unit without an account does not exist here.
 */
export class StackSets {
  readonly instances: StackInstance[] = [];
  private readonly names = new Set<string>();

  constructor(
    private readonly account: Account,
    private readonly ids: Ids,
    /** Gives StackSets trusted access. Without one the account can create no StackSet. */
    private readonly organization: () => Organization<TargetAccount> | undefined,
  ) {}

  /**
   * AWS: "CreateStackSet" and "CreateStackInstances", CloudFormation API Reference. Everything is checked before the first
   * account is deployed to. @returns the StackSet's id
   * @throws AwsError as CloudFormation refuses, or if too many accounts fail; NotModelled by name
   */
  async create(definition: StackSetDefinition): Promise<string> {
    const { name, parameters, toleratedFailures } = definition;
    const organization = this.organizationOf(definition);
    if (this.names.has(name)) {
      throw new AwsError('NameAlreadyExistsException', `A stack set named ${name} already exists.`, 409);
    }
    const template = parseTemplateBody(definition.templateBody, definition.capabilities);
    resolveParameters(parseTemplate(template).parameters, parameters);
    const targets = targetsOf(definition.groups, organization);
    this.names.add(name);
    const failures: string[] = [];
    for (const aws of targets) {
      const { accountId, region } = aws.account;
      try {
        const stack = await aws.deploy(template, parameters, `StackSet-${name}-${this.ids.uuid()}`);
        this.instances.push({ accountId, region, stack });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const failure = `${error.code}: ${error.message}`;
        this.instances.push({ accountId, region, failure });
        failures.push(`account ${accountId}, ${region}: ${failure}`);
      }
      if (failures.length > toleratedFailures(targets.length)) {
        const message = `The operation on the stack set ${name} failed: ${failures.join('; ')}`;
        throw new AwsError('StackSetOperationFailed', message);
      }
    }
    return `${name}:${this.ids.uuid()}`;
  }

  private organizationOf({ callAs }: StackSetDefinition): Organization<TargetAccount> {
    const organization = this.organization();
    const { accountId } = this.account;
    if (!organization) {
      throw templateError('You must enable organizations access to operate a service managed stack set.');
    }
    const { managementAccountId, delegatedAdministrators } = organization;
    const allowed = callAs === 'SELF' ? [managementAccountId] : delegatedAdministrators;
    if (allowed.includes(accountId)) return organization;
    throw templateError(
      `The account ${accountId} is no ${callAs === 'SELF' ? 'management account' : 'delegated administrator'} of an organization: CallAs cannot be ${callAs}.`,
    );
  }
}

/** Where the stacks go. AWS: "DeploymentTargets": never to the management account, whatever unit it is in. */
function targetsOf(
  groups: readonly InstanceGroup[],
  { accounts, managementAccountId }: Organization<TargetAccount>,
): TargetAccount['aws'][] {
  const targets = groups.flatMap(({ organizationalUnitIds, except, region }) => {
    for (const unit of organizationalUnitIds) {
      if (accounts.some(({ organizationalUnits }) => organizationalUnits.includes(unit))) continue;
      throw templateError(`The organizational unit ${unit} does not exist, or no account is in it.`);
    }
    const members = accounts
      .filter(({ organizationalUnits }) => organizationalUnits.some((unit) => organizationalUnitIds.includes(unit)))
      .map(({ aws }) => aws)
      .filter(({ account: { accountId } }) => accountId !== managementAccountId && !except.includes(accountId));
    const accountIds = new Set(members.map(({ account }) => account.accountId));
    return [...accountIds].map((accountId) => {
      const found = members.find(({ account }) => account.accountId === accountId && account.region === region);
      if (found) return found;
      throw new NotModelled(`the region ${region} of the account ${accountId}: give a local AWS for it`);
    });
  });
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice) throw new NotModelled(`a stack set that targets the account ${twice.account.accountId} twice`);
  return targets;
}
