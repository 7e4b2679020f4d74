import type { Account, Ids } from '../core/account';
import { AwsError } from '../core/aws-error';
import type { Caller } from './caller';
import { evaluateForService } from './evaluate';
import type { PolicyDocument } from './policy-document';
import type { Role, RoleDefinition, Roles } from './roles';
import { allowsByName, withoutAction } from './without-action';

interface StoredRole extends RoleDefinition {
  readonly arn: string;
  readonly id: string;
  /** Inline policies by name. */
  readonly inline: Map<string, PolicyDocument>;
}

/** The account's roles with their inline policies. AWS: "CreateRole", "PutRolePolicy", "AssumeRole". */
export class RoleStore implements Roles {
  private readonly roles = new Map<string, StoredRole>();

  constructor(private readonly context: { readonly account: Account; readonly ids: Ids }) {}

  create(definition: RoleDefinition): Role {
    const { name, path } = definition;
    if (this.roles.has(name.toLowerCase())) {
      throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    const { partition, accountId } = this.context.account;
    const arn = `arn:${partition}:iam::${accountId}:role${path}${name}`;
    const role = { ...definition, arn, id: this.context.ids.next('AROA'), inline: new Map<string, PolicyDocument>() };
    this.roles.set(name.toLowerCase(), role);
    return seen(role);
  }

  attach(roleName: string, policyName: string, policy: PolicyDocument): void {
    this.named(roleName).inline.set(policyName, policy);
  }

  assume(roleArn: string, by: Parameters<Roles['assume']>[1], sessionName: string): Caller {
    // AWS: "AssumeRole", RoleSessionName.
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
      throw new AwsError(
        'ValidationError',
        `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: ` +
          'Member must have 2 to 64 characters of [\\w+=,.@-]',
      );
    }
    const role = [...this.roles.values()].find(({ arn }) => arn === roleArn);
    const context = { 'aws:SourceAccount': by.sourceAccount, 'aws:SourceArn': by.sourceArn };
    const request = { action: 'sts:AssumeRole', service: by.service, context };
    // As in AWS, a role that does not exist is not told from one that says no.
    if (!role || evaluateForService([role.trust], request).effect === 'Deny') {
      throw new AwsError(
        'AccessDenied',
        `User: ${by.service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      );
    }
    return this.session(role, sessionName);
  }

  /** Every role of the account, in order of creation. */
  all(): readonly Role[] {
    return [...this.roles.values()].map(seen);
  }

  /**
   * Takes one allowed action from a role, for proofs that no permission is spare.
   * @throws Error where none of its policies lists the action by name
   */
  withhold(roleName: string, action: string): void {
    const { inline } = this.named(roleName);
    const allowing = [...inline].filter(([, policy]) => allowsByName(policy, action));
    if (allowing.length === 0) throw new Error(`no policy of the role ${roleName} allows ${action} by name`);
    for (const [name, policy] of allowing) inline.set(name, withoutAction(policy, action));
  }

  private session(role: StoredRole, sessionName: string): Caller {
    const { partition, accountId } = this.context.account;
    return {
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
      userId: `${role.id}:${sessionName}`,
      accountId,
      // A session has the permissions that its role has at the moment of each call.
      get policies() {
        return [...role.inline.values()];
      },
    };
  }

  private named(roleName: string): StoredRole {
    const role = this.roles.get(roleName.toLowerCase());
    if (!role) throw new AwsError('NoSuchEntity', `The role with name ${roleName} cannot be found.`, 404);
    return role;
  }
}

function seen({ inline, ...role }: StoredRole): Role {
  return { ...role, policies: [...inline.values()] };
}
