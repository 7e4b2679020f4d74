import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { AuthorizedResource } from '../../policy/caller';

/** The only resource type that this local AWS's Config knows. */
export const IAM_USER = 'AWS::IAM::User';

/** For actions without resource-level permission. AWS: "Actions, resources, and condition keys for AWS Config". */
export const ANY_RESOURCE: readonly AuthorizedResource[] = [{ arn: '*' }];

/** The names of the members for a resource's type and id, and the id's length. */
const MEMBERS = {
  evaluation: ['ComplianceResourceType', 'ComplianceResourceId', 768],
  key: ['resourceType', 'resourceId', 768],
  exception: ['ResourceType', 'ResourceId', 1024],
} as const;

/** The AIDA… id of the IAM user that a structure names. @throws NotModelled for a resource of another type */
export function userIdIn(input: Fields, form: keyof typeof MEMBERS): string {
  const [typeMember, idMember, max] = MEMBERS[form];
  requireUserType(input, typeMember);
  return input.text(idMember, { min: 1, max });
}

/** @throws NotModelled for any type but AWS::IAM::User */
export function requireUserType(input: Fields, member: string): void {
  const type = input.text(member, { min: 1, max: 256 });
  if (type !== IAM_USER) input.refuse(new NotModelled(`Config's resource type ${type}`));
}

/** The user ids of ResourceKeys: 1 to 100 of them. */
export function userIdsIn(input: Fields, form: 'key' | 'exception'): string[] {
  const [typeMember, idMember] = MEMBERS[form];
  return input
    .structures('ResourceKeys', { min: 1, max: 100 })
    .map((key) => userIdIn(key.only(typeMember, idMember), form));
}

/** The limits of a rule's name, in all operations except GetComplianceDetailsByConfigRule. */
export const RULE_NAME = { min: 1, max: 128, pattern: /.*\S.*/ } as const;

/** The key of a map: one resource under one rule. */
export function keyOf(ruleName: string, resourceId: string): string {
  return JSON.stringify([ruleName, resourceId]);
}

/** AWS: "Errors", Config API Reference. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
