import type { Account, Ids } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import { itemsOf, membersOf } from '../../core/json';
import { evaluateForService } from '../../policy/evaluate';
import { parsePolicyDocument } from '../../policy/parse-policy';
import type { PolicyDocument } from '../../policy/policy-document';

interface Key {
  readonly id: string;
  readonly arn: string;
  /** What the key's policy lets services do. */
  readonly policy: PolicyDocument;
}

/** KMS, as far as topics need it: keys, and the services that may use them by policy. Nothing is encrypted here. */
export class Keys {
  private readonly keys = new Map<string, Key>();

  constructor(private readonly context: { readonly account: Account; readonly ids: Pick<Ids, 'uuid'> }) {}

  /**
   * AWS: "CreateKey", KMS API Reference. @param place names the policy in errors
   * @throws AwsError MalformedPolicyDocumentException; NotModelled
   */
  createKey(policy: unknown, place: string): Pick<Key, 'id' | 'arn'> {
    const { account, ids } = this.context;
    const parsed = parseKeyPolicy(policy, place, account);
    const id = ids.uuid();
    const arn = `arn:${account.partition}:kms:${account.region}:${account.accountId}:key/${id}`;
    this.keys.set(id, { id, arn, policy: parsed });
    return { id, arn };
  }

  /** AWS: "ScheduleKeyDeletion", KMS API Reference: from now on the key cannot be used. */
  scheduleDeletion(id: string): void {
    this.keys.delete(id);
  }

  /** Why a service may not encrypt with a key, named by its id or its ARN; undefined if it may. */
  refusal(idOrArn: string, service: string): string | undefined {
    const key = [...this.keys.values()].find(({ id, arn }) => idOrArn === id || idOrArn === arn);
    if (!key) return `there is no key ${idOrArn} in this account and region`;
    // AWS: "Configuring AWS KMS permissions for SNS", SNS Developer Guide: a publisher needs both.
    const denied = ['kms:GenerateDataKey', 'kms:Decrypt'].find(
      (action) => evaluateForService([key.policy], { action, service, context: {} }).effect === 'Deny',
    );
    return denied === undefined ? undefined : `the policy of the key ${key.id} does not let ${service} ${denied}`;
  }
}

/**
 * A key policy must let the account administer the key; its other statements say what services may do.
 * AWS: "Key policies in AWS KMS", KMS Developer Guide.
 * @throws AwsError MalformedPolicyDocumentException if nobody could change the policy again; NotModelled by name
 */
function parseKeyPolicy(document: unknown, place: string, account: Account): PolicyDocument {
  const members = membersOf(document) ?? new Map<string, unknown>();
  const statements = itemsOf(members.get('Statement')) ?? [members.get('Statement')];
  const administering = statements.filter((statement) => isForAccount(statement, account));
  if (!administering.some(allowsEverything)) {
    throw new AwsError(
      'MalformedPolicyDocumentException',
      `${place}: The new key policy will not allow you to update the key policy in the future.`,
    );
  }
  const others = statements.filter((statement) => !administering.includes(statement));
  const ofServices = others.filter((statement) => !deniesOnlyGrants(statement));
  if (ofServices.length === 0) return { statements: [] };
  return parsePolicyDocument({ ...Object.fromEntries(members), Statement: ofServices }, place);
}

function isForAccount(statement: unknown, { partition, accountId }: Account): boolean {
  const principal = membersOf(membersOf(statement)?.get('Principal'));
  const root = `arn:${partition}:iam::${accountId}:root`;
  return principal?.size === 1 && [root, accountId].some((account) => account === principal.get('AWS'));
}

function allowsEverything(statement: unknown): boolean {
  const members = membersOf(statement);
  return members?.get('Effect') === 'Allow' && members.get('Action') === 'kms:*' && !members.has('Condition');
}

/** It decides nothing here: no service that this local AWS models needs a grant. */
function deniesOnlyGrants(statement: unknown): boolean {
  const members = membersOf(statement);
  return members?.get('Effect') === 'Deny' && members.get('Action') === 'kms:CreateGrant';
}
