import type { ResourceProviders } from '../../cloudformation/provider';
import { parseIdentityPolicy, parseTrustPolicy } from '../../policy/parse-policy';
import type { RoleStore } from '../../policy/role-store';

/** AWS: "CreateRole" and "PutRolePolicy", IAM API Reference. */
const [ROLE_NAME, POLICY_NAME] = [64, 128].map((max) => ({ min: 1, max, pattern: /^[\w+=,.@-]+$/ }));

export function iamProviders(roles: Pick<RoleStore, 'create'>): ResourceProviders {
  return {
    /** A role with inline policies. Ref: the name; attributes Arn, RoleId. */
    'AWS::IAM::Role': {
      create(properties, { logicalId, physicalName }) {
        properties
          .only('RoleName', 'Description', 'MaxSessionDuration', 'AssumeRolePolicyDocument', 'Policies', 'Tags')
          .checkTags();
        // No session here lasts longer than an hour, which every role allows.
        properties.optionalInteger('MaxSessionDuration', { min: 3600, max: 43_200 });
        properties.optionalText('Description', { max: 1000 });
        const policies = properties.structures('Policies').map((policy) => {
          const name = policy.only('PolicyName', 'PolicyDocument').text('PolicyName', POLICY_NAME);
          const place = `the policy ${name} of ${logicalId}`;
          return [name, parseIdentityPolicy(policy.data('PolicyDocument'), place)] as const;
        });
        const trust = parseTrustPolicy(properties.data('AssumeRolePolicyDocument'), `the trust policy of ${logicalId}`);
        const name = properties.optionalText('RoleName', ROLE_NAME) ?? physicalName(64);
        const { arn, id } = roles.create(name, trust, new Map(policies));
        return { ref: name, attributes: { Arn: arn, RoleId: id } };
      },
    },
  };
}
