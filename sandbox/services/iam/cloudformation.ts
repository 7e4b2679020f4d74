import type { ResourceProviders } from '../../cloudformation/provider';
import { parseIdentityPolicy, parseTrustPolicy } from '../../policy/parse-policy';
import type { RoleStore } from '../../policy/role-store';

/** AWS: "CreateRole" and "PutRolePolicy", IAM API Reference. */
const [ROLE_NAME_MAX, POLICY_NAME] = [64, { min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ }] as const;

export function iamProviders(roles: Pick<RoleStore, 'create'>): ResourceProviders {
  return {
    /** A role with inline policies and a generated name. Ref: the name; attributes Arn, RoleId. */
    'AWS::IAM::Role': {
      create(properties, { logicalId, physicalName }) {
        properties.only('Description', 'AssumeRolePolicyDocument', 'Policies', 'Tags').checkTags();
        properties.optionalText('Description', { max: 1000 });
        const policies = properties.structures('Policies').map((policy) => {
          const name = policy.only('PolicyName', 'PolicyDocument').text('PolicyName', POLICY_NAME);
          const place = `the policy ${name} of ${logicalId}`;
          return [name, parseIdentityPolicy(policy.data('PolicyDocument'), place)] as const;
        });
        const trust = parseTrustPolicy(properties.data('AssumeRolePolicyDocument'), `the trust policy of ${logicalId}`);
        const { name, arn, id } = roles.create(physicalName(ROLE_NAME_MAX), trust, new Map(policies));
        return { ref: name, attributes: { Arn: arn, RoleId: id } };
      },
    },
  };
}
