import type { IamUser } from '../../sandbox/index';

const DAY = 24 * 60 * 60 * 1000;

/** The rule's parameters as the README describes them, without any of the product's code. */
export interface OracleParameters {
  readonly maxIdleDays: number;
  readonly exemptTagKey: string;
  readonly exemptUsers: readonly string[];
  readonly maxRemovals: number;
}

/** Why a user must be kept. */
export type Ground =
  | 'gone'
  | 'no password'
  | 'access keys'
  | 'recent sign-in'
  | 'recent password'
  | 'recent reset'
  | 'exempt by tag'
  | 'exempt by list';

const WHOLE = /^(0|[1-9][0-9]*)$/;
const DAYS = { from: 1, to: 3650 };

/**
 * The parameters of a rule's InputParameters.
 *
 * @returns undefined if one is missing or malformed: then nothing may be decided
 */
export function readParameters(json = '{}'): OracleParameters | undefined {
  const given: Readonly<Record<string, string | undefined>> = Object(JSON.parse(json));
  const { maxIdleDays, exemptTagKey, exemptUsers, warnDays, maxRemovals } = given;
  const isUsable =
    isWithin(maxIdleDays, DAYS) &&
    isWithin(maxRemovals, { from: 0, to: 5000 }) &&
    exemptTagKey !== undefined &&
    /^[\w.:/=+@ -]{1,128}$/.test(exemptTagKey) &&
    (warnDays === '0' || (warnDays !== undefined && warnDays.split(',').every((days) => isWithin(days, DAYS)))) &&
    (exemptUsers === '(nobody)' ||
      (exemptUsers !== undefined &&
        exemptUsers.split(',').every((entry) => /^[\w+=.@*-]+(\/[\w+=.@*-]+)*$/.test(entry))));
  if (!isUsable) return undefined;
  return {
    maxIdleDays: Number(maxIdleDays),
    exemptTagKey,
    exemptUsers: exemptUsers === '(nobody)' ? [] : exemptUsers.split(','),
    maxRemovals: Number(maxRemovals),
  };
}

function isWithin(text: string | undefined, { from, to }: { from: number; to: number }): boolean {
  return text !== undefined && WHOLE.test(text) && Number(text) >= from && Number(text) <= to;
}

/**
 * Why a user has to be kept, straight from the decision table and from IAM's real state. A user without a ground is
 * inactive. Times in milliseconds since the epoch.
 */
export function groundsToKeep(user: IamUser, parameters: OracleParameters, now: number): Ground[] {
  const { loginProfile: profile, accessKeys, passwordLastUsed, tags } = user;
  const { maxIdleDays, exemptTagKey, exemptUsers } = parameters;
  const isRecent = (time: number | undefined) => time !== undefined && now - time <= maxIdleDays * DAY;
  const grounds: Ground[] = [];
  if (!profile) grounds.push('no password');
  if (accessKeys.length > 0) grounds.push('access keys');
  if (isRecent(passwordLastUsed)) grounds.push('recent sign-in');
  if (isRecent(profile?.createDate)) grounds.push('recent password');
  if (isRecent(profile?.passwordLastChanged)) grounds.push('recent reset');
  if (tags.some(({ Key }) => Key.toLowerCase() === exemptTagKey.toLowerCase())) grounds.push('exempt by tag');
  if (isListed(user, exemptUsers, 'i')) grounds.push('exempt by list');
  return grounds;
}

/** Whether a list names the user, by name or by path and name. The rule ignores case (`i`), IAM does not. */
export function isListed({ path, userName }: IamUser, entries: readonly string[], flags: 'i' | ''): boolean {
  return entries.some((entry) => {
    const pattern = entry.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^/(.*/)?${pattern}$`, flags).test(`${path}${userName}`);
  });
}
