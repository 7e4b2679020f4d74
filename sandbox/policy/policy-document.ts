/** An IAM policy, its single values turned into lists. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Empty in a trust policy. */
  readonly resources: readonly string[];
  /** Service principals, in trust and resource policies only. */
  readonly services: readonly string[];
  /** AWS principals as written, in trust policies only: an ARN, an account's id, or `*`. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

/** One operator and key, e.g. StringEquals, aws:SourceAccount, [111122223333]. */
export interface Condition {
  readonly operator: ConditionOperator;
  readonly key: string;
  readonly values: readonly string[];
}

export type ConditionOperator = 'StringEquals' | 'ForAllValues:StringLike' | 'ArnLike' | 'ArnLikeIfExists' | 'Null';
