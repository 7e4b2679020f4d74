import type { GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { Operations } from '../../endpoint/operation';
import { policyJson } from '../../policy/policy-json';
import type { RoleStore } from '../../policy/role-store';

/** AWS: "CreateRole" and "PutRolePolicy", IAM API Reference. */
const [ROLE_NAME, POLICY_NAME] = [64, 128].map((max) => ({ min: 1, max, pattern: /^[\w+=,.@-]+$/ }));

/** GetRolePolicy: an inline policy, URL-encoded. AWS: "GetRolePolicy", IAM API Reference. */
export function rolePolicyOperations(roles: Pick<RoleStore, 'arnOf' | 'inlinePolicy'>): Operations {
  return {
    GetRolePolicy: (input) => {
      input.only('RoleName', 'PolicyName');
      const roleName = input.text('RoleName', ROLE_NAME);
      const policyName = input.text('PolicyName', POLICY_NAME);
      return {
        authorize: () => [{ arn: roles.arnOf(roleName) }],
        handle: (): GetRolePolicyResponse => ({
          RoleName: roleName,
          PolicyName: policyName,
          PolicyDocument: encodeURIComponent(policyJson(roles.inlinePolicy(roleName, policyName))),
        }),
      };
    },
  };
}
