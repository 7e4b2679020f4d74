import type { AccessKeyMetadata, CreateAccessKeyResponse, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { IamContext } from './context';
import { pagerIn } from './page';
import { type AccessKey, type IamUser, KEY_STATUSES, wholeSeconds } from './user';
import { userAction } from './user-action';

export const KEYS_PER_USER = 2;

/**
 * CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey. The keys can only be listed: no request can be
 * signed with one, and its secret is not kept.
 */
export function accessKeyOperations({ users, clock, ids }: IamContext): Operations {
  return {
    CreateAccessKey: userAction(users, { callerByDefault: true }, () => (user): CreateAccessKeyResponse => {
      if (user.accessKeys.length >= KEYS_PER_USER) {
        throw new AwsError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`, 409);
      }
      const createDate = wholeSeconds(clock.now());
      const key: AccessKey = { accessKeyId: ids.next('AKIA'), status: 'Active', createDate };
      user.accessKeys = [...user.accessKeys, key];
      const SecretAccessKey = `local-aws-${ids.uuid().replaceAll('-', '')}`.slice(0, 40);
      return {
        AccessKey: {
          UserName: user.userName,
          AccessKeyId: key.accessKeyId,
          Status: key.status,
          SecretAccessKey,
          CreateDate: new Date(createDate),
        },
      };
    }),

    ListAccessKeys: userAction(users, { callerByDefault: true, members: ['Marker', 'MaxItems'] }, (input) => {
      const pageOf = pagerIn(input);
      return (user): ListAccessKeysResponse => {
        const page = pageOf(user.accessKeys);
        return { AccessKeyMetadata: page.items.map((key) => metadata(user, key)), ...page.more };
      };
    }),

    UpdateAccessKey: userAction(users, { callerByDefault: true, members: ['AccessKeyId', 'Status'] }, (input) => {
      const id = readKeyId(input);
      const status = input.text('Status', { oneOf: KEY_STATUSES });
      return (user) => {
        const key = keyOf(user, id);
        // AWS's model has Expired, but IAM refuses it in recordings.
        if (status !== 'Active' && status !== 'Inactive') {
          throw new AwsError('InvalidInput', `Status cannot be set to ${status}.`);
        }
        user.accessKeys = user.accessKeys.map((other) => (other === key ? { ...key, status } : other));
      };
    }),

    DeleteAccessKey: userAction(users, { callerByDefault: true, members: ['AccessKeyId'] }, (input) => {
      const id = readKeyId(input);
      return (user) => {
        const key = keyOf(user, id);
        user.accessKeys = user.accessKeys.filter((other) => other !== key);
      };
    }),
  };
}

function readKeyId(input: Fields): string {
  return input.text('AccessKeyId', { min: 16, max: 128, pattern: /^\w+$/ });
}

function keyOf(user: IamUser, id: string): AccessKey {
  const key = user.accessKeys.find(({ accessKeyId }) => accessKeyId === id);
  if (!key) throw new AwsError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`, 404);
  return key;
}

function metadata(user: IamUser, key: AccessKey): AccessKeyMetadata {
  return {
    UserName: user.userName,
    AccessKeyId: key.accessKeyId,
    Status: key.status,
    CreateDate: new Date(key.createDate),
  };
}
