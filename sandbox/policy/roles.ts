import type { Caller } from './caller';
import type { PolicyDocument } from './policy-document';

/** What CreateRole is given. */
export interface RoleDefinition {
  readonly name: string;
  /** `/`, or e.g. `/service/`. */
  readonly path: string;
  readonly trust: PolicyDocument;
}

export interface Role extends RoleDefinition {
  readonly arn: string;
  /** AROA… */
  readonly id: string;
  readonly policies: readonly PolicyDocument[];
}

/** The account's roles. */
export interface Roles {
  /** @throws AwsError EntityAlreadyExists: names are unique without regard to case */
  create(role: RoleDefinition): Role;
  /** Embeds an inline policy, in the place of one of the same name. @throws AwsError NoSuchEntity */
  attach(roleName: string, policyName: string, policy: PolicyDocument): void;
  /**
   * The caller that a service becomes by assuming the role.
   * @throws AwsError AccessDenied where the trust policy does not let this service, from this source, assume it
   */
  assume(
    roleArn: string,
    by: { readonly service: string; readonly sourceAccount: string; readonly sourceArn: string },
    sessionName: string,
  ): Caller;
}
