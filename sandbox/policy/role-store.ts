import type { Account, Ids } from '../core/account';
import { AwsError } from '../core/aws-error';
import { textChecks } from '../core/constraints';
import { accountNames, type Caller, ownNames } from './caller';
import type { RequestContext } from './condition';
import { evaluate, evaluateForPrincipal, evaluateForService } from './evaluate';
import type { PolicyDocument } from './policy-document';
import { allowsByName, withoutAction } from './without-action';

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** AROA… */
  readonly id: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
}

/** A service that assumes a role, as the role's trust policy sees it. */
interface AssumingService {
  /** e.g. `ssm.amazonaws.com`. */
  readonly service: string;
  readonly sourceAccount: string;
  readonly sourceArn?: string;
}

interface StoredRole extends Omit<Role, 'policies' | 'trust'> {
  trust: PolicyDocument;
  /** Inline policies by name. */
  readonly inline: Map<string, PolicyDocument>;
}

const ASSUME_ROLE = 'sts:AssumeRole';

/** AWS: "AssumeRole", RoleSessionName. */
export const SESSION_NAME = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ } as const;

/** AWS gives the same answer for a role that does not exist and for one that does not trust the caller. */
export function assumeRoleDenied(caller: string, roleArn: string): AwsError {
  const message = `User: ${caller} is not authorized to perform: ${ASSUME_ROLE} on resource: ${roleArn}`;
  return new AwsError('AccessDenied', message, 403);
}

/** The account's roles with their inline policies. AWS: "CreateRole", "PutRolePolicy", "AssumeRole". */
export class RoleStore {
  private readonly roles = new Map<string, StoredRole>();

  constructor(private readonly context: { readonly account: Account; readonly ids: Ids }) {}

  /**
   * @param policies the inline policies by name
   * @throws AwsError EntityAlreadyExists: names are unique without regard to case
   */
  create(name: string, trust: PolicyDocument, policies: ReadonlyMap<string, PolicyDocument>): Role {
    if (this.roles.has(name.toLowerCase())) {
      throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    const role = { name, trust, arn: this.arnOf(name), id: this.context.ids.next('AROA'), inline: new Map(policies) };
    this.roles.set(name.toLowerCase(), role);
    return seen(role);
  }

  /** Replaces what a role has. A session of it has the new permissions at once. @throws AwsError NoSuchEntity */
  update(name: string, trust: PolicyDocument, policies: ReadonlyMap<string, PolicyDocument>): Role {
    const role = this.named(name);
    role.trust = trust;
    role.inline.clear();
    for (const [policyName, policy] of policies) role.inline.set(policyName, policy);
    return seen(role);
  }

  /** A session of it may do nothing from now on. @throws AwsError NoSuchEntity */
  delete(name: string): void {
    this.named(name).inline.clear();
    this.roles.delete(name.toLowerCase());
  }

  /**
   * The caller that a service becomes by assuming the role.
   * @throws AwsError AccessDenied if the trust policy does not let this service, from this source, assume it
   */
  assume(roleArn: string, { service, sourceAccount, sourceArn }: AssumingService, sessionName: string): Caller {
    if (!textChecks(SESSION_NAME).every(({ holds }) => holds(sessionName))) {
      throw new AwsError(
        'ValidationError',
        `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: ` +
          'Member must have 2 to 64 characters of [\\w+=,.@-]',
      );
    }
    const role = this.find(roleArn);
    const context = {
      'aws:SourceAccount': sourceAccount,
      ...(sourceArn !== undefined && { 'aws:SourceArn': sourceArn }),
    };
    if (!role || evaluateForService([role.trust], { action: ASSUME_ROLE, service, context }).effect === 'Deny') {
      throw assumeRoleDenied(service, roleArn);
    }
    return this.session(role, sessionName);
  }

  /**
   * The caller that another caller becomes by assuming the role. AWS: "Cross-account policy evaluation logic", IAM User
   * Guide: the role's trust policy and the caller's own policies must allow it. Within the account, a trust policy that
   * names the caller itself is enough; one that names the account leaves it to the caller's policies.
   * @param context the request's condition keys
   * @throws AwsError AccessDenied
   */
  assumeByCaller(roleArn: string, caller: Caller, context: RequestContext, sessionName: string): Caller {
    const role = this.find(roleArn);
    const request = { action: ASSUME_ROLE, resource: roleArn, context };
    const trusts = (names: readonly string[]) =>
      role !== undefined && evaluateForPrincipal([role.trust], { ...request, names }).effect === 'Allow';
    const own = ownNames(caller);
    const { kind } = evaluate(caller.policies, request);
    const named = caller.accountId === this.context.account.accountId && trusts(own);
    const allowed = kind === 'allow' || (kind === 'implicitDeny' && named);
    if (!role || !allowed || !trusts([...own, ...accountNames(caller)])) throw assumeRoleDenied(caller.arn, roleArn);
    return this.session(role, sessionName);
  }

  private find(roleArn: string): StoredRole | undefined {
    return [...this.roles.values()].find(({ arn }) => arn === roleArn);
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

  /** The ARN of the role of this name; of one that does not exist, the ARN that it would have. */
  arnOf(name: string): string {
    const { partition, accountId } = this.context.account;
    return this.roles.get(name.toLowerCase())?.arn ?? `arn:${partition}:iam::${accountId}:role/${name}`;
  }

  /** @throws AwsError NoSuchEntity if there is no such role, or it has no such inline policy */
  inlinePolicy(roleName: string, policyName: string): PolicyDocument {
    const policy = this.named(roleName).inline.get(policyName);
    if (policy) return policy;
    throw new AwsError('NoSuchEntity', `The role policy with name ${policyName} cannot be found.`, 404);
  }

  private named(name: string): StoredRole {
    const role = this.roles.get(name.toLowerCase());
    if (role) return role;
    throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
  }

  /** Every role of the account, in order of creation. */
  all(): readonly Role[] {
    return [...this.roles.values()].map(seen);
  }

  /**
   * Removes one allowed action from a role, to prove that no permission is superfluous.
   * @throws Error if none of its policies lists the action by name
   */
  withhold(roleName: string, action: string): void {
    const inline = this.roles.get(roleName.toLowerCase())?.inline ?? new Map<string, PolicyDocument>();
    const allowing = [...inline].filter(([, policy]) => allowsByName(policy, action));
    if (allowing.length === 0) throw new Error(`no policy of the role ${roleName} allows ${action} by name`);
    for (const [name, policy] of allowing) inline.set(name, withoutAction(policy, action));
  }
}

function seen({ inline, ...role }: StoredRole): Role {
  return { ...role, policies: [...inline.values()] };
}
