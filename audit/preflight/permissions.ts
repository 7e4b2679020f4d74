import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  type User,
} from '@aws-sdk/client-iam';
import { isNamed } from '../../rule/decision/errors';
import type { Check } from '../checks/checks';
import { permitted } from '../aws/denial';
import { deniedCheck } from '../checks/denied';

/** Without a user to try the calls on: IAM denies a call before it looks for the user. */
const NO_SUCH_USER = 'preflight-asks-for-nobody';

/**
 * Tries each of the audit's IAM calls once.
 *
 * @returns also the first page of users; undefined if listing is denied
 */
export async function checkPermissions(
  iam: IAMClient,
): Promise<{ readonly checks: Check[]; readonly users: readonly User[] | undefined }> {
  const listed = await permitted(iam.send(new ListUsersCommand({ MaxItems: 1000 })));
  const users = listed.denial ? undefined : (listed.value.Users ?? []);
  const name = users?.[0]?.UserName ?? NO_SUCH_USER;
  const user = { UserName: name };
  const ofUser = users?.[0] ? `tried on ${name}` : 'tried on a name that nobody has';
  const checks = [
    listed.denial ? denied('iam:ListUsers', listed.denial.message) : allowed('iam:ListUsers'),
    await tried('iam:GenerateCredentialReport', iam.send(new GenerateCredentialReportCommand({}))),
    await tried('iam:GetCredentialReport', iam.send(new GetCredentialReportCommand({}))),
    await tried('iam:GetUser', iam.send(new GetUserCommand(user)), ofUser),
    await tried('iam:GetLoginProfile', iam.send(new GetLoginProfileCommand(user)), ofUser),
    await tried('iam:ListAccessKeys', iam.send(new ListAccessKeysCommand(user)), ofUser),
  ];
  return { checks, users };
}

/** Errors that only a permitted caller gets: no report yet, no such user, no login profile. */
const PERMITTED_ERRORS = [
  'CredentialReportNotPresentException',
  'CredentialReportNotReadyException',
  'CredentialReportExpiredException',
  'LimitExceededException',
  'NoSuchEntityException',
];

async function tried(action: string, call: Promise<unknown>, how?: string): Promise<Check> {
  try {
    const { denial } = await permitted(call);
    return denial ? denied(action, denial.message) : allowed(action, how);
  } catch (error) {
    if (isNamed(error, ...PERMITTED_ERRORS)) return allowed(action, how);
    throw error;
  }
}

function allowed(action: string, how?: string): Check {
  return { ok: true, title: `The caller may ${action}${how === undefined ? '' : ` (${how})`}` };
}

function denied(action: string, message: string): Check {
  return deniedCheck('A permission is missing', { action, message });
}
