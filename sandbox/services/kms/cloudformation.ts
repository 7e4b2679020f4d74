import type { ResourceProviders } from '../../cloudformation/provider';
import type { Keys } from './keys';

export function kmsProviders(keys: Pick<Keys, 'createKey' | 'scheduleDeletion'>): ResourceProviders {
  return {
    /** A symmetric key. Ref: its id; attributes Arn, KeyId. */
    'AWS::KMS::Key': {
      create(properties, { logicalId }) {
        properties.only('KeyPolicy', 'EnableKeyRotation', 'Tags').checkTags();
        properties.optionalBoolean('EnableKeyRotation');
        const { id, arn } = keys.createKey(properties.data('KeyPolicy'), `the policy of the key ${logicalId}`);
        return { ref: id, attributes: { Arn: arn, KeyId: id } };
      },
      delete: (id) => keys.scheduleDeletion(id),
    },
  };
}
