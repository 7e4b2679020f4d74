import type { Properties } from '../../cloudformation/properties';
import type { CreatedResource, ResourceContext, ResourceProviders } from '../../cloudformation/provider';
import { parseIdentityPolicy, parseTrustPolicy } from '../../policy/parse-policy';
import type { Role, RoleStore } from '../../policy/role-store';

/** AWS: "CreateRole" and "PutRolePolicy", IAM API Reference. */
const [ROLE_NAME, POLICY_NAME] = [64, 128].map((max) => ({ min: 1, max, pattern: /^[\w+=,.@-]+$/ }));

export function iamProviders(roles: Pick<RoleStore, 'create' | 'update' | 'delete'>): ResourceProviders {
  return {
    /** A role with inline policies. Ref: the name; attributes Arn, RoleId. */
    'AWS::IAM::Role': {
      createOnly: ['RoleName'],
      create: (properties, context) => created(roles.create(...roleOf(properties, context))),
      update: (properties, context) => created(roles.update(...roleOf(properties, context))),
      delete: (name) => roles.delete(name),
    },
  };
}

function roleOf(properties: Properties, { logicalId, physicalName }: ResourceContext): Parameters<RoleStore['create']> {
  properties
    .only('RoleName', 'Description', 'MaxSessionDuration', 'AssumeRolePolicyDocument', 'Policies', 'Tags')
    .checkTags();
  // No session here lasts longer than an hour, which every role allows.
  properties.optionalInteger('MaxSessionDuration', { min: 3600, max: 43_200 });
  properties.optionalText('Description', { max: 1000 });
  const policies = properties.structures('Policies').map((policy) => {
    const name = policy.only('PolicyName', 'PolicyDocument').text('PolicyName', POLICY_NAME);
    return [name, parseIdentityPolicy(policy.data('PolicyDocument'), `the policy ${name} of ${logicalId}`)] as const;
  });
  const trust = parseTrustPolicy(properties.data('AssumeRolePolicyDocument'), `the trust policy of ${logicalId}`);
  return [properties.optionalText('RoleName', ROLE_NAME) ?? physicalName(64), trust, new Map(policies)];
}

function created({ name, arn, id }: Role): CreatedResource {
  return { ref: name, attributes: { Arn: arn, RoleId: id } };
}
