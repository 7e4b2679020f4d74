import type { AccessKeyMetadata, CreateAccessKeyResponse, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { IamContext } from './context';
import { pageOf } from './page';
import { type AccessKey, type IamUser, KEY_STATUSES, wholeSeconds } from './user';
import { userAction } from './user-action';

export const KEYS_PER_USER = 2;

/**
 * CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey. The keys are entries of an inventory: nobody can
 * sign with one, its secret is kept nowhere.
 */
export function accessKeyOperations({ users, clock, ids }: IamContext): Operations {
  return {
    CreateAccessKey: userAction(users, {
      callerByDefault: true,
      read: () => undefined,
      act: (user): CreateAccessKeyResponse => {
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
      },
    }),

    ListAccessKeys: userAction(users, {
      callerByDefault: true,
      members: ['Marker', 'MaxItems'],
      read: (input) => input,
      act: (user, input): ListAccessKeysResponse => {
        const page = pageOf(input, user.accessKeys);
        return { AccessKeyMetadata: page.items.map((key) => metadata(user, key)), ...page.more };
      },
    }),

    UpdateAccessKey: userAction(users, {
      callerByDefault: true,
      members: ['AccessKeyId', 'Status'],
      read: (input) => ({ id: readKeyId(input), status: readStatus(input) }),
      act: (user, { id, status }) => {
        const key = keyOf(user, id);
        user.accessKeys = user.accessKeys.map((other) => (other === key ? { ...key, status } : other));
        return undefined;
      },
    }),

    DeleteAccessKey: userAction(users, {
      callerByDefault: true,
      members: ['AccessKeyId'],
      read: readKeyId,
      act: (user, id) => {
        const key = keyOf(user, id);
        user.accessKeys = user.accessKeys.filter((other) => other !== key);
        return undefined;
      },
    }),
  };
}

function readKeyId(input: Fields): string {
  return input.text('AccessKeyId', { min: 16, max: 128, pattern: /^\w+$/ });
}

/** AWS's model also has Expired, of which its reference does not say that a request can ask for it. */
function readStatus(input: Fields): 'Active' | 'Inactive' {
  const status = input.text('Status', { oneOf: KEY_STATUSES });
  if (status === 'Active' || status === 'Inactive') return status;
  throw new NotModelled(`UpdateAccessKey with the status ${status}`);
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
