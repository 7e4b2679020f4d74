import type { IamUser } from '../../sandbox/iam/user';

const DAY = 24 * 60 * 60 * 1000;

export interface OracleParameters {
  readonly maxIdleDays: number;
  readonly exemptName: string;
}

/**
 * Whether a user is inactive, straight from the decision table and from what IAM really holds; no line of the product's.
 * Times in milliseconds since the epoch.
 */
export function isInactive(user: IamUser, { maxIdleDays, exemptName }: OracleParameters, now: number): boolean {
  if (!user.loginProfile) return false;
  if (user.accessKeys.length > 0) return false;
  const { createDate, passwordLastChanged } = user.loginProfile;
  if (now - Math.max(user.passwordLastUsed ?? 0, createDate, passwordLastChanged) <= maxIdleDays * DAY) return false;
  if (user.tags.some(({ Key }) => Key.toLowerCase() === 'inactive-iam-users:exempt')) return false;
  return user.userName.toLowerCase() !== exemptName;
}
