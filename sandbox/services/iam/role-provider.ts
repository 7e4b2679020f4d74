import { parseIdentityPolicy, parseTrustPolicy } from '../../policy/parse-policy';
import type { Roles } from '../../policy/roles';
import { NotModelled } from '../../core/aws-error';
import type { ResourceProvider } from '../../cloudformation/provider';
import { IAM_NAME, INLINE_POLICY_NAME } from './iam-name';

/** AWS::IAM::Role with inline policies. Ref: the role's name; attributes Arn, RoleId. */
export function roleProvider(roles: Pick<Roles, 'create' | 'attach'>): ResourceProvider {
  return {
    create(properties, { logicalId, physicalName }) {
      properties
        .only('RoleName', 'Path', 'Description', 'AssumeRolePolicyDocument', 'Policies', 'ManagedPolicyArns', 'Tags')
        .checkTags();
      properties.optionalText('Description', { max: 1000 });
      const [managed] = properties.texts('ManagedPolicyArns');
      if (managed !== undefined) throw new NotModelled(`the managed policy ${managed}, of the role ${logicalId}`);
      const policies = properties.structures('Policies').map((policy) => {
        const name = policy.only('PolicyName', 'PolicyDocument').text('PolicyName', INLINE_POLICY_NAME);
        const document = parseIdentityPolicy(policy.data('PolicyDocument'), `the policy ${name} of ${logicalId}`);
        return { name, document };
      });
      const role = roles.create({
        name: properties.optionalText('RoleName', IAM_NAME) ?? physicalName(IAM_NAME.max),
        path: properties.optionalText('Path', { max: 512, pattern: /^\/(?:[\x21-\x7E]+\/)?$/ }) ?? '/',
        trust: parseTrustPolicy(properties.data('AssumeRolePolicyDocument'), `the trust policy of ${logicalId}`),
      });
      for (const { name, document } of policies) roles.attach(role.name, name, document);
      return { ref: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
    },
  };
}
