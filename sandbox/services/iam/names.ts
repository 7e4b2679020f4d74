import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';

/** The longest name that a user can have. In IAM's model, requests that look up a user accept longer ones. */
export const LONGEST_NEW_NAME = 64;
export const LONGEST_NAME = 128;

const USER_NAME = /^[\w+=,.@-]+$/;
const PATH = /^(\/|\/[\u0021-\u007E]+\/)$/;

/** @throws AwsError ValidationError for a missing or an impossible name */
export function userName(input: Fields, member: string, longest: number): string {
  const name = input.text(member, { min: 1, max: longest });
  if (!USER_NAME.test(name)) {
    input.refuse(invalid(member, 'It must contain only alphanumeric characters and/or the following: +=,.@_-'));
  }
  return name;
}

/** @throws AwsError ValidationError */
export function optionalUserName(input: Fields, member: string, longest: number): string | undefined {
  return input.has(member) ? userName(input, member, longest) : undefined;
}

/** @throws AwsError ValidationError for a path that does not begin and end with a slash */
export function optionalPath(input: Fields, member: string): string | undefined {
  const path = input.optionalText(member, { min: 1, max: 512 });
  if (path !== undefined && !PATH.test(path)) {
    const constraint = 'It must begin and end with / and contain only alphanumeric characters and/or / characters.';
    input.refuse(invalid(member, constraint));
  }
  return path;
}

function invalid(member: string, constraint: string): AwsError {
  const shown = member.charAt(0).toLowerCase() + member.slice(1);
  return new AwsError('ValidationError', `The specified value for ${shown} is invalid. ${constraint}`);
}
