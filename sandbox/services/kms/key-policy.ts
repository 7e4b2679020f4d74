import type { Account } from '../../core/account';
import { itemsOf, membersOf } from '../../core/json';
import { AwsError } from '../../core/aws-error';
import { parsePolicyDocument } from '../../policy/parse-policy';
import type { PolicyDocument } from '../../policy/policy-document';

/**
 * Reads a key policy: what it lets services do. That the account itself may administer the key has to be among it.
 * AWS: "Key policies in AWS KMS", KMS Developer Guide.
 * @throws AwsError MalformedPolicyDocumentException where the policy could never be changed again; NotModelled by name
 */
export function parseKeyPolicy(document: unknown, where: string, account: Account): PolicyDocument {
  const members = membersOf(document) ?? new Map<string, unknown>();
  const statements = itemsOf(members.get('Statement')) ?? [members.get('Statement')];
  const ofServices = statements.filter((statement) => !isForAccount(statement, account));
  if (!statements.some((statement) => isForAccount(statement, account) && allowsEverything(statement))) {
    throw new AwsError(
      'MalformedPolicyDocumentException',
      `${where}: The new key policy will not allow you to update the key policy in the future.`,
    );
  }
  if (ofServices.length === 0) return { statements: [] };
  return parsePolicyDocument({ ...Object.fromEntries(members), Statement: ofServices }, where);
}

function isForAccount(statement: unknown, { partition, accountId }: Account): boolean {
  const principal = membersOf(membersOf(statement)?.get('Principal'));
  const root = `arn:${partition}:iam::${accountId}:root`;
  return principal?.size === 1 && [root, accountId].some((account) => account === principal.get('AWS'));
}

function allowsEverything(statement: unknown): boolean {
  const members = membersOf(statement);
  const condition = members?.get('Condition');
  return members?.get('Effect') === 'Allow' && members.get('Action') === 'kms:*' && condition === undefined;
}
