import { parseIdentityPolicy } from '../../policy/parse-policy';
import type { Roles } from '../../policy/roles';
import type { ResourceProvider } from '../../cloudformation/provider';
import { templateError } from '../../cloudformation/template-error';
import { IAM_NAME, INLINE_POLICY_NAME } from './iam-name';

/** AWS::IAM::Policy, an inline policy for roles that exist already. Ref and attribute Id: a name of the stack's making. */
export function policyProvider(roles: Pick<Roles, 'attach'>): ResourceProvider {
  return {
    create(properties, { logicalId, physicalName }) {
      properties.only('PolicyName', 'PolicyDocument', 'Roles');
      const name = properties.text('PolicyName', INLINE_POLICY_NAME);
      const document = parseIdentityPolicy(properties.data('PolicyDocument'), `the policy ${name} of ${logicalId}`);
      const roleNames = properties.texts('Roles', IAM_NAME);
      if (roleNames.length === 0) throw templateError('At least one of [Groups,Roles,Users] must be non-empty.');
      for (const roleName of roleNames) roles.attach(roleName, name, document);
      const id = physicalName(INLINE_POLICY_NAME.max);
      return { ref: id, attributes: { Id: id } };
    },
  };
}
