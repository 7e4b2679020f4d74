import { type LocalAws, SAMPLE_ACCOUNT, type SeedUser } from '../index';
import { UsageError } from './errors';
import { isoTime } from './iso-time';
import type { Happening, Population } from './population';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const SECOND = 1000;
/** A report for another tool: older than the 30 minutes that a deletion accepts, younger than IAM's 4 hours. */
const REPORT_AGE = 2 * HOUR;

const DAVE_MADE = Date.parse('2014-09-27T10:53:55Z');
const DAVE_SIGNED_IN = Date.parse('2015-02-15T12:08:33Z');
const DAVE: SeedUser = {
  userName: 'Dave',
  createDate: DAVE_MADE,
  passwordLastUsed: DAVE_SIGNED_IN,
  loginProfile: { createDate: DAVE_MADE },
};

/**
 * A user for each row and each boundary of the rule's decision, and three who do something between the evaluation and the
 * remediation. All dates but Dave's are relative to now.
 *
 * @param now in milliseconds since the epoch
 * @throws UsageError if that is before Dave's last sign-in
 */
export function sampleAccount(now: number): Population {
  if (now < DAVE_SIGNED_IN) {
    throw new UsageError(
      `--now must not be before ${isoTime(DAVE_SIGNED_IN)}, when Dave of the sample account signed in; got ${isoTime(now)}`,
    );
  }
  return {
    source: 'the sample account',
    notes: [
      "IAM's credential report is two hours old. It cannot show a password that was reset since, so each deletion waits for the next report, which IAM makes four hours after the last one.",
    ],
    account: SAMPLE_ACCOUNT,
    parameters: { ExemptUsers: 'break-glass/*' },
    load(aws, maxIdleDays) {
      for (const user of sampleUsers(now, maxIdleDays * DAY)) aws.iam.seed(user);
      aws.iam.makeReport(now - REPORT_AGE);
    },
    async meanwhile(aws) {
      return [
        signIn(aws, 'luke-at-the-limit', 'just in time'),
        signIn(aws, 'sofia-signs-in-now', 'after being reported as inactive'),
        await resetPassword(aws, 'aisha-reset-now'),
      ];
    },
  };
}

/** @param now in milliseconds since the epoch @param limit of inactivity, in milliseconds */
function sampleUsers(now: number, limit: number): SeedUser[] {
  const old = now - limit - YEAR;
  const recent = now - Math.min(DAY, limit / 2);
  const young = now - limit / 2;
  /** An inactive user, except for the given members. */
  const user = (userName: string, given: Partial<SeedUser> = {}): SeedUser => ({
    userName,
    createDate: old,
    loginProfile: { createDate: old },
    passwordLastUsed: old + DAY,
    ...given,
  });
  const { passwordLastUsed: _, ...neverSignedIn } = user('noah-never-signed-in');
  return [
    DAVE,
    user('anna-active', { passwordLastUsed: recent }),
    user('luke-at-the-limit', { passwordLastUsed: now - limit }),
    user('lena-one-second-over', { passwordLastUsed: now - limit - SECOND }),
    neverSignedIn,
    { ...neverSignedIn, userName: 'nina-new', createDate: young, loginProfile: { createDate: young } },
    user('nora-new-password', { loginProfile: { createDate: recent } }),
    user('olaf-reset-by-admin', { loginProfile: { createDate: old, passwordLastChanged: recent } }),
    { userName: 'petra-no-password', createDate: old, passwordLastUsed: old + DAY },
    user('kim-active-key', { accessKeys: [{ createDate: old }] }),
    user('kai-inactive-key', { accessKeys: [{ createDate: old, status: 'Inactive' }] }),
    user('tim-exempt-by-tag', { tags: [{ Key: 'Inactive-IAM-Users:EXEMPT', Value: 'on parental leave' }] }),
    user('emergency-admin', { path: '/break-glass/' }),
    user('a+b=c,d.e@f-g_h'),
    user('paul-in-a-path', { path: '/finance/emea/' }),
    user('mia-with-mfa', { mfaActive: true }),
    user('sofia-signs-in-now'),
    user('aisha-reset-now'),
  ];
}

function signIn(aws: LocalAws, userName: string, comment: string): Happening {
  aws.iam.signIn(userName);
  return { time: isoTime(aws.clock.now()), what: `${userName} signs in, ${comment}` };
}

async function resetPassword(aws: LocalAws, userName: string): Promise<Happening> {
  await aws.endpoint.call(aws.operator, 'iam', 'UpdateLoginProfile', {
    UserName: userName,
    Password: 'Only-for-the-sample-1',
    PasswordResetRequired: true,
  });
  return { time: isoTime(aws.clock.now()), what: `an administrator resets the password of ${userName}` };
}
