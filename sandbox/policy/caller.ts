import type { PolicyDocument } from './policy-document';

/** The caller of an operation: an assumed role or the operator, with its identity policies. */
export interface Caller {
  /** e.g. `arn:aws:sts::111122223333:assumed-role/Name/session`. */
  readonly arn: string;
  readonly userId: string;
  readonly accountId: string;
  readonly policies: readonly PolicyDocument[];
}

/** What a trust policy can call the caller itself: anybody, its ARN, and the role of its session. */
export function ownNames({ arn }: Caller): string[] {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return ['*', arn, ...(role === undefined ? [] : [`arn:${partition}:iam::${account}:role/${role}`])];
}

/** What a trust policy can call the caller's account. */
export function accountNames({ arn, accountId }: Caller): string[] {
  return [accountId, `arn:${arn.split(':')[1]}:iam::${accountId}:root`];
}

/** One resource of a call, as IAM's policy evaluation sees it. */
export interface AuthorizedResource {
  /** The ARN, or `*` for an action without resource-level permission. */
  readonly arn: string;
  /** The resource's tags, for the condition key aws:ResourceTag. */
  readonly tags?: readonly Tag[];
  /** The service's own condition keys, e.g. `events:source`. */
  readonly conditionKeys?: Readonly<Record<string, string>>;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}
