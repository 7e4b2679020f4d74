import type { User as UserDetail } from '@aws-sdk/client-iam';
import type { Account } from '../../core/account';
import type { Tag } from '../../policy/caller';

/** The dates of a console password, in ms since the epoch. The password itself is not kept. */
export interface LoginProfile {
  /** When the password was created. A reset does not change it; a deletion and a new password do. */
  readonly createDate: number;
  readonly passwordLastChanged: number;
  readonly passwordResetRequired: boolean;
}

export const KEY_STATUSES = ['Active', 'Inactive', 'Expired'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

export interface AccessKey {
  /** AKIA… */
  readonly accessKeyId: string;
  readonly status: KeyStatus;
  /** Milliseconds since the epoch. */
  readonly createDate: number;
}

/** An IAM user as it is now. Times are milliseconds since the epoch, in whole seconds, as IAM keeps them. */
export interface IamUser {
  readonly userName: string;
  /** AIDA…, never used again: a new user with an old name has another id. */
  readonly userId: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: number;
  /** The last sign-in with a password, even if the password has been deleted since. */
  readonly passwordLastUsed: number | undefined;
  readonly loginProfile: LoginProfile | undefined;
  readonly accessKeys: readonly AccessKey[];
  readonly tags: readonly Tag[];
  readonly mfaActive: boolean;
}

/** The state behind an IamUser. Only IAM's operations change it. */
export class User implements IamUser {
  passwordLastUsed: number | undefined;
  loginProfile: LoginProfile | undefined;
  accessKeys: readonly AccessKey[] = [];
  tags: readonly Tag[] = [];
  mfaActive = false;

  constructor(
    private readonly account: Account,
    public path: string,
    public userName: string,
    readonly userId: string,
    readonly createDate: number,
  ) {}

  get arn(): string {
    return userArn(this.account, this.path, this.userName);
  }
}

/** Users are global: their ARNs name no region. */
export function userArn({ partition, accountId }: Account, path: string, userName: string): string {
  return `arn:${partition}:iam::${accountId}:user${path}${userName}`;
}

/** IAM's times have no fractions: in its answers and in its credential report alike. */
export function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** The user as ListUsers answers it: PasswordLastUsed, but no Tags (AWS: "ListUsers", IAM API Reference). */
export function userSummary(user: IamUser): UserDetail {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: new Date(user.createDate),
    ...(user.passwordLastUsed !== undefined && { PasswordLastUsed: new Date(user.passwordLastUsed) }),
  };
}

/** The user as GetUser and CreateUser answer it; a user without tags has no member Tags. */
export function userDetail(user: IamUser): UserDetail {
  return { ...userSummary(user), ...(user.tags.length > 0 && { Tags: [...user.tags] }) };
}
