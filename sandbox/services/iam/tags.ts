import type { ListUserTagsResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { Tag } from '../../policy/caller';
import type { AccountUsers } from './account-users';
import { pageOf } from './page';
import { userAction } from './user-action';

const TAGS_PER_USER = 50;
const KEY = { min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u };
const VALUE = { max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u };

/** TagUser, UntagUser, ListUserTags. AWS: "Tagging IAM resources", IAM User Guide. */
export function tagOperations(users: AccountUsers): Operations {
  return {
    TagUser: userAction(users, {
      members: ['Tags'],
      read: (input) => readTags(input, requiredList(input, 'Tags')),
      act: (user, added) => {
        user.tags = merged(user.tags, added);
        return undefined;
      },
    }),

    UntagUser: userAction(users, {
      members: ['TagKeys'],
      read: (input) => input.texts('TagKeys', { ...requiredList(input, 'TagKeys'), max: TAGS_PER_USER }, KEY),
      act: (user, keys) => {
        user.tags = user.tags.filter((tag) => !keys.some((key) => sameKey(key, tag.Key)));
        return undefined;
      },
    }),

    ListUserTags: userAction(users, {
      members: ['Marker', 'MaxItems'],
      read: (input) => input,
      act: (user, input): ListUserTagsResponse => {
        const sorted = user.tags.toSorted((one, other) => (one.Key < other.Key ? -1 : 1));
        const page = pageOf(input, sorted);
        return { Tags: page.items, ...page.more };
      },
    }),
  };
}

/** The member Tags of TagUser and CreateUser. @throws AwsError ValidationError, InvalidInput */
export function readTags(input: Fields, range: { min?: number } = {}): Tag[] {
  const tags = input.structures('Tags', { ...range, max: TAGS_PER_USER }).map((tag) => {
    tag.only('Key', 'Value');
    return { Key: tag.text('Key', KEY), Value: tag.text('Value', VALUE) };
  });
  if (tags.some(({ Key }, index) => tags.slice(index + 1).some((other) => sameKey(Key, other.Key)))) {
    throw new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  const reserved = tags.flatMap(({ Key, Value }) => [Key, Value]).find((text) => /^aws:/i.test(text));
  if (reserved !== undefined) {
    throw new AwsError('InvalidInput', `The prefix aws: is reserved for AWS: a tag cannot have ${reserved}`);
  }
  return tags;
}

/** A key that is there already, in whatever case, gets the new value and the new case. */
function merged(present: readonly Tag[], added: readonly Tag[]): Tag[] {
  const kept = present.map((tag) => added.find(({ Key }) => sameKey(Key, tag.Key)) ?? tag);
  const tags = [...kept, ...added.filter((tag) => !kept.includes(tag))];
  if (tags.length > TAGS_PER_USER) {
    throw new AwsError('LimitExceeded', `Cannot exceed quota for TagsPerUser: ${TAGS_PER_USER}`, 409);
  }
  return tags;
}

function sameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** An absent list is refused as AWS does; an empty one breaks no constraint of AWS's model. */
function requiredList(input: Fields, member: string): { min?: number } {
  return input.has(member) ? {} : { min: 1 };
}
