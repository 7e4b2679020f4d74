import type { ListUserTagsResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { Tag } from '../../policy/caller';
import type { AccountUsers } from './account-users';
import { pagerIn } from './page';
import { userAction } from './user-action';

const TAGS_PER_USER = 50;
const KEY = { min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u };
const VALUE = { max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u };

/** TagUser, UntagUser, ListUserTags. AWS: "Tagging IAM resources", IAM User Guide. */
export function tagOperations(users: AccountUsers): Operations {
  return {
    TagUser: userAction(users, { members: ['Tags'] }, (input) => {
      const added = readTags(input, requiredList(input, 'Tags'));
      return (user) => {
        if (added.length === 0) throw new AwsError('InvalidInput', 'Error occurred while validating input. ');
        checkTags(added);
        user.tags = merged(user.tags, added);
      };
    }),

    UntagUser: userAction(users, { members: ['TagKeys'] }, (input) => {
      const keys = input.texts('TagKeys', { ...requiredList(input, 'TagKeys'), max: TAGS_PER_USER }, KEY);
      return (user) => {
        user.tags = user.tags.filter((tag) => !keys.some((key) => sameKey(key, tag.Key)));
      };
    }),

    // AWS documents an order by key, but recordings show another one: nothing may rely on either.
    ListUserTags: userAction(users, { members: ['Marker', 'MaxItems'] }, (input) => {
      const pageOf = pagerIn(input);
      return (user): ListUserTagsResponse => {
        const page = pageOf(user.tags);
        return { Tags: page.items, ...page.more };
      };
    }),
  };
}

/** The member Tags of TagUser and CreateUser. @throws AwsError ValidationError */
export function readTags(input: Fields, range: { min?: number } = {}): Tag[] {
  return input.structures('Tags', { ...range, max: TAGS_PER_USER }).map((tag) => {
    // IAM lists the faults of a value before those of its key.
    const Value = tag.only('Key', 'Value').text('Value', VALUE);
    return { Key: tag.text('Key', KEY), Value };
  });
}

/** @throws AwsError InvalidInput */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) {
    throw new AwsError('InvalidInput', 'Tag keys beginning with aws: are reserved for system use.');
  }
  if (new Set(tags.map(({ Key }) => Key.toLowerCase())).size < tags.length) {
    throw new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
}

/** A key that is already present, in any case, gets the new value and the new case. */
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

/** AWS's model requires the list, but lets it be empty. */
function requiredList(input: Fields, member: string): { min?: number } {
  return input.has(member) ? {} : { min: 1 };
}
