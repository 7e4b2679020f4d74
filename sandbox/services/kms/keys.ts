import type { Account, Ids } from '../../core/account';
import { evaluateForService } from '../../policy/evaluate';
import type { RequestContext } from '../../policy/condition';
import { parseKeyPolicy } from './key-policy';
import type { PolicyDocument } from '../../policy/policy-document';

interface Key {
  readonly id: string;
  readonly arn: string;
  readonly policy: PolicyDocument;
}

/** KMS, as far as topics need it: keys, and which services their policies let use them. Nothing is encrypted here. */
export class Keys {
  private readonly keys: Key[] = [];

  constructor(private readonly context: { readonly account: Account; readonly ids: Pick<Ids, 'uuid'> }) {}

  /** AWS: "CreateKey", KMS API Reference. @throws AwsError MalformedPolicyDocumentException; NotModelled */
  createKey({ policy, where }: { readonly policy: unknown; readonly where: string }): { id: string; arn: string } {
    const { account, ids } = this.context;
    const parsed = parseKeyPolicy(policy, where, account);
    const id = ids.uuid();
    const arn = `arn:${account.partition}:kms:${account.region}:${account.accountId}:key/${id}`;
    this.keys.push({ id, arn, policy: parsed });
    return { id, arn };
  }

  /** Why a service may not encrypt with a key, named by its id or its ARN; undefined where it may. */
  refusal(idOrArn: string, service: string, context: RequestContext): string | undefined {
    const key = this.keys.find(({ id, arn }) => idOrArn === id || idOrArn === arn);
    if (!key) return `there is no key ${idOrArn} in this account and region`;
    // AWS: "Configuring AWS KMS permissions for SNS", SNS Developer Guide: a publisher needs both.
    const denied = ['kms:GenerateDataKey', 'kms:Decrypt'].find(
      (action) => evaluateForService([key.policy], { action, service, context }).effect === 'Deny',
    );
    return denied === undefined ? undefined : `the policy of the key ${key.id} does not let ${service} ${denied}`;
  }
}
