import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of KMS, which reads the policy itself; `where` names the policy in errors. */
export interface KmsKeys {
  createKey(key: { readonly policy: unknown; readonly where: string }): { readonly id: string; readonly arn: string };
}

/** AWS::KMS::Key, a symmetric one. Ref: its id; attributes Arn, KeyId. */
export function keyProvider(kms: KmsKeys): ResourceProvider {
  return {
    create(properties, { logicalId }) {
      properties.only('KeyPolicy', 'Description', 'EnableKeyRotation', 'PendingWindowInDays', 'Tags').checkTags();
      properties.optionalText('Description', { max: 8192 });
      properties.optionalBoolean('EnableKeyRotation');
      properties.optionalInteger('PendingWindowInDays', { min: 7, max: 30 });
      const { id, arn } = kms.createKey({
        policy: properties.data('KeyPolicy'),
        where: `the policy of the key ${logicalId}`,
      });
      return { ref: id, attributes: { Arn: arn, KeyId: id } };
    },
  };
}
